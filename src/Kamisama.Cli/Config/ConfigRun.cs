using System.CommandLine;
using Kamisama.Actors;
using Kamisama.Cli.Run;

namespace Kamisama.Cli.Config;

/// <summary><c>kamisama run -f FILE</c>, as far as the command line is meant.</summary>
internal static class ConfigRun
{
    /// <summary>The pools of the file, or everything that is wrong.</summary>
    public static Request Read(RunSyntax syntax, ParseResult result, CommandLineParts parts)
    {
        var values = new OptionReader(result);
        string file = "", procfile = "";
        string? environment = null, formation = null;
        LogFormat format = LogFormat.Text;
        values.ReadOne(syntax.File, text => file = OptionValues.ReadText(text));
        values.ReadOne(syntax.Procfile, text => procfile = OptionValues.ReadText(text));
        values.ReadOne(syntax.Formation, text => formation = OptionValues.ReadText(text));
        values.ReadOne(syntax.Environment, text => environment = OptionValues.ReadText(text));
        string? control = null;
        values.ReadOne(syntax.Control, text => control = OptionValues.ReadControl(text));
        values.ReadOne(syntax.LogFormat, text => format = OptionValues.ReadLogFormat(text));
        if (UnexpectedText.Describe(syntax, result, parts) is { } unexpected)
        {
            values.Faults.Add(unexpected);
        }

        List<string> misplaced = [.. syntax.Command.Options.Where(option => result.IsGiven(option) && !syntax.BesideFile.Contains(option)).Select(option => option.Name)];
        if (parts.BehindDashes is not null)
        {
            misplaced.Add("a command behind '--'");
        }

        if (misplaced.Count > 0)
        {
            values.Faults.Add($"{string.Join(", ", misplaced)}: not beside {ConfigOptions.FileAlias}, where the file says it. Set it there, or override it: {ConfigOverrides.Prefix}POOLS__POOL__KEY=VALUE.");
        }

        if (file.Length > 0 && procfile.Length > 0)
        {
            values.Faults.Add($"{ConfigOptions.FileName} and {syntax.Procfile.Name} both say what to run. Give one of them.");
        }

        if (procfile.Length > 0 ? environment is not null : formation is not null)
        {
            values.Faults.Add(procfile.Length > 0
                ? $"{ConfigOptions.EnvironmentName} is for {ConfigOptions.FileName}: a Procfile has no overlays."
                : $"{syntax.Formation.Name} is for {syntax.Procfile.Name}: in a configuration say \"instances\".");
        }

        if (values.Faults.Count > 0)
        {
            return new Request.Refuse(values.Faults);
        }

        Func<ConfigFaults, ConfigTree?> load = procfile.Length > 0
            ? faults => ConfigLoader.LoadProcfile(procfile, formation, faults)
            : faults => ConfigLoader.Load(file, environment, faults);
        try
        {
            return new Request.RunGroup(
                Load(load), new RunStyle(result.IsGiven(syntax.Quiet), format, NamesPools: true, control), () => Load(load));
        }
        catch (ConfigException exception)
        {
            return new Request.Refuse(exception.Faults);
        }
    }

    private static WorkerPoolGroupOptions Load(Func<ConfigFaults, ConfigTree?> load)
    {
        var faults = new ConfigFaults();
        WorkerPoolGroupOptions? group = load(faults) is { } tree ? ConfigReader.Read(tree, faults) : null;
        return faults.Count > 0 ? throw new ConfigException(faults.ToLines()) : group!;
    }
}
