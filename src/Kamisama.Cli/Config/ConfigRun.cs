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
        string file = "", environment = "";
        LogFormat format = LogFormat.Text;
        values.ReadOne(syntax.File, text => file = OptionValues.ReadText(text));
        values.ReadOne(syntax.Environment, text => environment = OptionValues.ReadText(text));
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

        if (values.Faults.Count > 0)
        {
            return new Request.Refuse(values.Faults);
        }

        var faults = new ConfigFaults();
        WorkerPoolGroupOptions? group = ConfigLoader.Load(file, environment.Length > 0 ? environment : null, faults) is { } tree ? ConfigReader.Read(tree, faults) : null;
        return faults.Count > 0
            ? new Request.Refuse(faults.ToLines())
            : new Request.RunGroup(group!, result.IsGiven(syntax.Quiet), format);
    }
}
