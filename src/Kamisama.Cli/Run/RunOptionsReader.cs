using System.CommandLine;
using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Cli.Run;

/// <summary>Reads the options of <c>kamisama run</c>, and collects everything that is wrong with them.</summary>
internal sealed class RunOptionsReader
{
    private readonly ParseResult _result;
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal);
    private WorkerPoolOptions _pool = new() { Instances = 1 };
    private ProcessSpec _command = new() { FileName = "" };
    private LogFormat _logFormat = LogFormat.Text;

    private RunOptionsReader(ParseResult result) => _result = result;

    /// <summary>The options, or everything that is wrong with them.</summary>
    public static Request Read(RunSyntax syntax, ParseResult result, CommandLineParts parts)
    {
        var reader = new RunOptionsReader(result);
        reader.ReadCommand(syntax, parts);
        reader.ReadPool(syntax);
        return reader._faults.Count == 0 ? new Request.RunPool(reader.Combine(syntax)) : new Request.Refuse(reader._faults);
    }

    private RunOptions Combine(RunSyntax syntax) => new(
        _pool with { Command = _command with { Environment = _environment } }, _result.IsGiven(syntax.Quiet), _logFormat);

    private void ReadCommand(RunSyntax syntax, CommandLineParts parts)
    {
        if (UnexpectedText.Describe(syntax, _result, parts) is { } fault)
        {
            _faults.Add(fault);
        }
        else if (parts.BehindDashes is [var program, .. var arguments])
        {
            _command = _command with { FileName = program, Arguments = arguments };
        }
        else
        {
            _faults.Add("The workers' command is missing. Put it behind '--': kamisama run --instances 2 -- COMMAND [ARGS...]");
        }
    }

    // Setters, not a generic method with a result: instances of one over TimeSpan? and the like can't be compiled ahead.
    private void ReadPool(RunSyntax syntax)
    {
        if (!_result.IsGiven(syntax.Instances))
        {
            _faults.Add("--instances is missing: say how many workers to run, for example '--instances 2'.");
        }

        ReadOne(syntax.Instances, text => _pool = _pool with { Instances = OptionValues.ReadInstances(text) });
        ReadOne(syntax.RespawnLimit, text => _pool = _pool with { RespawnLimit = OptionValues.ReadRespawnLimit(text) });
        ReadOne(syntax.RespawnInterval, text => _pool = _pool with { RespawnInterval = OptionValues.ReadRespawnInterval(text) });
        ReadOne(syntax.GracePeriod, text => _pool = _pool with { GracePeriod = OptionValues.ReadGracePeriod(text) });
        ReadOne(syntax.StopSignal, text => _pool = _pool with { StopSignal = OptionValues.ReadStopSignal(text) });
        ReadOne(syntax.Name, text => _pool = _pool with { Name = OptionValues.ReadText(text) });
        ReadOne(syntax.WorkingDirectory, text => _command = _command with { WorkingDirectory = OptionValues.ReadText(text) });
        ReadOne(syntax.User, text => _command = _command with { Credentials = OptionValues.ReadUser(text) });
        ReadOne(syntax.LogFormat, text => _logFormat = OptionValues.ReadLogFormat(text));
        foreach (string text in ValuesOf(syntax.EnvironmentVariable))
        {
            ReadValue(syntax.EnvironmentVariable, text, AddVariable);
        }
    }

    private void AddVariable(string text)
    {
        var (name, value) = OptionValues.ReadEnvironmentVariable(text);
        _environment[name] = value;
    }

    private void ReadOne(Option option, Action<string> read)
    {
        List<string> values = ValuesOf(option);
        if (values.Count > 1)
        {
            _faults.Add($"{option.Name} was given {values.Count} times. Give it once.");
        }
        else if (values.Count == 1)
        {
            ReadValue(option, values[0], read);
        }
    }

    private void ReadValue(Option option, string text, Action<string> read)
    {
        try
        {
            read(text);
        }
        catch (OptionValueException exception)
        {
            _faults.Add($"{option.Name} {exception.Message}");
        }
    }

    private List<string> ValuesOf(Option option)
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
