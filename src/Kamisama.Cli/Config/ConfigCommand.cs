using System.CommandLine;
using Kamisama.Cli.Output;
using Kamisama.Cli.Run;

namespace Kamisama.Cli.Config;

/// <summary><c>kamisama config check</c>, <c>config show</c>, <c>config schema</c> and <c>init</c>.</summary>
internal static class ConfigCommand
{
    public const string Name = "config", Init = "init";

    /// <summary>Reads the command line and does what it says.</summary>
    public static Request Read(CommandLineParts parts, ParserConfiguration configuration)
    {
        Option<string[]> file = ConfigOptions.File(), environment = ConfigOptions.Environment();
        Option<string[]> effective = RunSyntax.Flag("--effective"), origin = RunSyntax.Flag("--origin"), secrets = RunSyntax.Flag("--show-secrets");
        Option<string[]> help = RunSyntax.Flag("--help", "-h", "-?");
        var check = new Command("check") { file, environment };
        var show = new Command("show") { file, environment, effective, origin, secrets };
        var schema = new Command("schema");
        var config = new Command(Name) { check, show, schema };
        var init = new Command(Init) { file };
        help.Recursive = true;
        ParseResult result = new Command("kamisama") { config, init, help }.Parse(parts.BeforeDashes, configuration);
        Command given = result.CommandResult.Command;

        if (result.IsGiven(help))
        {
            return new Request.Tell(Help.ConfigHelp.Text);
        }

        if (parts.BehindDashes is not null || result.UnmatchedTokens.Count > 0)
        {
            string unknown = result.UnmatchedTokens.Count > 0 ? result.UnmatchedTokens[0] : CommandLineParts.Dashes;
            return new Request.Refuse([$"'{unknown}' is unknown here. See 'kamisama {Name} --help'."]);
        }

        if (given == config)
        {
            return new Request.Refuse([$"Say what to do: kamisama {Name} check, show or schema. See 'kamisama {Name} --help'."]);
        }

        if (given == schema)
        {
            return new Request.Tell(ConfigSchema.Text);
        }

        var values = new OptionReader(result);
        string path = given == init ? ConfigOptions.DefaultFile : ConfigOptions.FindFile(), overlay = "";
        values.ReadOne(file, text => path = OptionValues.ReadText(text));
        values.ReadOne(environment, text => overlay = OptionValues.ReadText(text));
        return values.Faults.Count > 0 ? new Request.Refuse(values.Faults)
            : given == init ? StarterFile.Write(path)
            : Read(path, overlay, tree => given == check
                ? $"{path} is valid: {Describe(tree)}."
                : ConfigText.Write(tree, result.IsGiven(effective), result.IsGiven(origin), result.IsGiven(secrets)));
    }

    private static Request Read(string path, string environment, Func<ConfigTree, string> tell)
    {
        var faults = new ConfigFaults();
        ConfigTree? tree = ConfigLoader.Load(path, environment.Length > 0 ? environment : null, faults);
        if (tree is not null)
        {
            ConfigReader.Read(tree, faults);
        }

        return faults.Count > 0 ? new Request.Refuse(faults.ToLines()) : new Request.Tell(tell(tree!));
    }

    private static string Describe(ConfigTree tree)
    {
        IEnumerable<string> pools = ConfigReader.Read(tree, new ConfigFaults()).Pools.Select(pool => $"{ControlCharacters.Escape(pool.Name)} ({pool.Instances})");
        return string.Join(", ", pools);
    }
}
