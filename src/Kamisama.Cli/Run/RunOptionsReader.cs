using System.CommandLine;
using System.CommandLine.Parsing;
using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Cli.Run;

/// <summary>Reads the options of <c>kamisama run</c>, and collects everything that is wrong with them.</summary>
internal sealed class RunOptionsReader
{
    private readonly ParseResult _result;
    private readonly List<string> _faults = [];

    private RunOptionsReader(ParseResult result) => _result = result;

    /// <summary>The options, or <see langword="null"/> and what is wrong, one sentence a fault.</summary>
    public static RunOptions? Read(RunSyntax syntax, ParseResult result, CommandLineParts parts, out IReadOnlyList<string> faults)
    {
        var reader = new RunOptionsReader(result);
        RunOptions options = reader.Read(syntax, parts);
        faults = reader._faults;
        return faults.Count == 0 ? options : null;
    }

    private RunOptions Read(RunSyntax syntax, CommandLineParts parts)
    {
        IReadOnlyList<string> command = ReadCommand(syntax, parts);
        var defaults = new WorkerPoolOptions { Instances = 1 };
        var pool = new WorkerPoolOptions
        {
            Instances = ReadRequired(syntax.Instances, OptionValues.ReadInstances),
            RespawnLimit = ReadOne(syntax.RespawnLimit, OptionValues.ReadRespawnLimit, defaults.RespawnLimit),
            RespawnInterval = ReadOne(syntax.RespawnInterval, OptionValues.ReadRespawnInterval, defaults.RespawnInterval),
            GracePeriod = ReadOne(syntax.GracePeriod, OptionValues.ReadGracePeriod, defaults.GracePeriod),
            StopSignal = ReadOne(syntax.StopSignal, OptionValues.ReadStopSignal, defaults.StopSignal),
            Name = ReadOne(syntax.Name, OptionValues.ReadText, defaults.Name),
            Command = new ProcessSpec
            {
                FileName = command is [var program, ..] ? program : "",
                Arguments = [.. command.Skip(1)],
                WorkingDirectory = ReadOne<string?>(syntax.WorkingDirectory, OptionValues.ReadText, null),
                Environment = ReadEnvironment(syntax.EnvironmentVariable),
                Credentials = ReadOne<ProcessCredentials?>(syntax.User, OptionValues.ReadUser, null),
            },
        };
        return new RunOptions(
            pool,
            _result.IsGiven(syntax.Quiet),
            ReadOne(syntax.LogFormat, OptionValues.ReadLogFormat, LogFormat.Text));
    }

    private IReadOnlyList<string> ReadCommand(RunSyntax syntax, CommandLineParts parts)
    {
        if (UnexpectedText.Describe(syntax, _result, parts) is { } fault)
        {
            _faults.Add(fault);
        }
        else if (parts.BehindDashes is not [_, ..])
        {
            _faults.Add("The workers' command is missing. Put it behind '--': kamisama run --instances 2 -- COMMAND [ARGS...]");
        }

        return parts.BehindDashes ?? [];
    }

    private T ReadRequired<T>(Option<string[]> option, Func<string, T> read)
    {
        if (!_result.IsGiven(option))
        {
            _faults.Add($"{option.Name} is missing: say how many workers to run, for example '{option.Name} 2'.");
        }

        return ReadOne(option, read, default!);
    }

    private T ReadOne<T>(Option<string[]> option, Func<string, T> read, T absent)
    {
        IReadOnlyList<string> values = ValuesOf(option);
        if (values.Count > 1)
        {
            _faults.Add($"{option.Name} was given {values.Count} times. Give it once.");
        }

        return values.Count == 1 ? ReadValue(option, values[0], read, absent) : absent;
    }

    private Dictionary<string, string?> ReadEnvironment(Option<string[]> option)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (string text in ValuesOf(option))
        {
            var (name, value) = ReadValue(option, text, OptionValues.ReadEnvironmentVariable, default);
            variables[name ?? ""] = value;
        }

        return variables;
    }

    private T ReadValue<T>(Option<string[]> option, string text, Func<string, T> read, T otherwise)
    {
        try
        {
            return read(text);
        }
        catch (OptionValueException exception)
        {
            _faults.Add($"{option.Name} {exception.Message}");
            return otherwise;
        }
    }

    private IReadOnlyList<string> ValuesOf(Option<string[]> option)
    {
        if (_result.GetResult(option) is not { Implicit: false } found)
        {
            return [];
        }

        if (found.Tokens.Count < found.IdentifierTokenCount)
        {
            _faults.Add($"{option.Name} has no value. See 'kamisama run --help'.");
        }

        return [.. found.Tokens.Select(token => token.Value)];
    }
}
