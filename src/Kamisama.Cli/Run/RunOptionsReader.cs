using System.CommandLine;
using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Cli.Run;

/// <summary>Reads the options of <c>kamisama run</c>, and collects everything that is wrong with them.</summary>
internal sealed class RunOptionsReader
{
    private readonly ParseResult _result;
    private readonly OptionReader _values;
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal);
    private WorkerPoolOptions _pool = new() { Instances = 1 };
    private ProcessSpec _command = new() { FileName = "" };
    private LogFormat _logFormat = LogFormat.Text;
    private string? _control;

    private RunOptionsReader(ParseResult result) => (_result, _values) = (result, new OptionReader(result));

    /// <summary>The options, or everything that is wrong with them.</summary>
    public static Request Read(RunSyntax syntax, ParseResult result, CommandLineParts parts)
    {
        RunOptions options = Read(syntax, result, parts, out List<string> faults);
        return faults.Count == 0 ? new Request.RunPool(options) : new Request.Refuse(faults);
    }

    /// <summary>The options as far as they could be read, and everything that is wrong with them.</summary>
    public static RunOptions Read(RunSyntax syntax, ParseResult result, CommandLineParts parts, out List<string> faults)
    {
        var reader = new RunOptionsReader(result);
        reader.ReadCommand(syntax, parts);
        reader.ReadPool(syntax);
        reader.ReadPolicy(syntax);
        reader.ReadListenSockets(syntax);
        faults = reader._values.Faults;
        if (faults.Count > 0)
        {
            // What the pool would say next, so that it is all told at once.
            faults.AddRange(WorkerPoolOptionsValidator.FaultsOf(reader._pool, needsCommand: false));
        }

        return reader.Combine(syntax);
    }

    private RunOptions Combine(RunSyntax syntax)
    {
        ProcessSpec? command = _command.FileName.Length > 0 ? _command with { Environment = _environment } : null;
        return new RunOptions(PolicyValues.WithProbesBeside(_pool, _command) with { Command = command }, _result.IsGiven(syntax.Quiet), _logFormat)
        {
            Control = _control,
        };
    }

    private void ReadCommand(RunSyntax syntax, CommandLineParts parts)
    {
        if (UnexpectedText.Describe(syntax, _result, parts) is { } fault)
        {
            _values.Faults.Add(fault);
        }
        else if (parts.BehindDashes is [var program, .. var arguments])
        {
            _command = _command with { FileName = program, Arguments = arguments };
        }
        else if (syntax.Command.Name == RunSyntax.Run)
        {
            _values.Faults.Add("The workers' command is missing. Put it behind '--': kamisama run --instances 2 -- COMMAND [ARGS...]");
        }
    }

    private void ReadPool(RunSyntax syntax)
    {
        if (!_result.IsGiven(syntax.Instances))
        {
            _values.Faults.Add("--instances is missing: say how many workers to run, for example '--instances 2'.");
        }

        _values.ReadOne(syntax.Instances, text => _pool = _pool with { Instances = OptionValues.ReadInstances(text) });
        _values.ReadOne(syntax.RespawnLimit, text => _pool = _pool with { RespawnLimit = OptionValues.ReadRespawnLimit(text) });
        _values.ReadOne(syntax.RespawnInterval, text => _pool = _pool with { RespawnInterval = OptionValues.ReadPositiveTime(text) });
        _values.ReadOne(syntax.GracePeriod, text => _pool = _pool with { GracePeriod = OptionValues.ReadGracePeriod(text) });
        _values.ReadOne(syntax.StopSignal, text => _pool = _pool with { StopSignal = OptionValues.ReadStopSignal(text) });
        _values.ReadOne(syntax.Name, text => _pool = _pool with { Name = OptionValues.ReadText(text) });
        _values.ReadOne(syntax.WorkingDirectory, text => _command = _command with { WorkingDirectory = OptionValues.ReadText(text) });
        _values.ReadOne(syntax.ControlGroup, text => _command = _command with { ControlGroup = OptionValues.ReadText(text) });
        _values.ReadOne(syntax.User, text => _command = _command with { Credentials = OptionValues.ReadUser(text) });
        _values.ReadOne(syntax.LogFormat, text => _logFormat = OptionValues.ReadLogFormat(text));
        _values.ReadOne(syntax.Control, text => _control = OptionValues.ReadControl(text));
        _values.ReadEach(syntax.EnvironmentVariable, AddVariable);
    }

    private void ReadPolicy(RunSyntax syntax)
    {
        foreach (Option option in syntax.Policy)
        {
            if (_result.IsGiven(option))
            {
                _values.ReadOne(option, text => _pool = PolicyOptions.Apply(_pool, option.Name, text));
                CheckNeeded(option.Name, syntax);
            }
        }

        _values.ReadEach(syntax.Rule, text => _pool = ExitRuleReader.Apply(_pool, text));
    }

    private void CheckNeeded(string name, RunSyntax syntax)
    {
        if (PolicyOptions.NeededBy(name) is { } needed && !_result.IsGiven(syntax.Policy.First(option => option.Name == needed)))
        {
            _values.Faults.Add($"{name} has no meaning without {needed}: give that too, or leave it out.");
        }
    }

    // What a supervisor gave to this program (socket activation) is meant for the workers.
    private void ReadListenSockets(RunSyntax syntax)
    {
        if (syntax.Command.Name != RunSyntax.Run)
        {
            return;
        }

        try
        {
            _command = _command with { ListenSockets = ListenSockets.FromEnvironment() };
        }
        catch (InvalidOperationException exception)
        {
            _values.Faults.Add(exception.Message);
        }
    }

    private void AddVariable(string text)
    {
        var (name, value) = OptionValues.ReadEnvironmentVariable(text);
        _environment[name] = value;
    }
}
