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
    private PoolDraft _draft = PoolDraft.Empty;
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
            faults.AddRange(WorkerPoolOptionsValidator.FaultsOf(reader._draft.Pool, needsCommand: false));
        }

        return reader.Combine(syntax);
    }

    private RunOptions Combine(RunSyntax syntax)
    {
        PoolDraft draft = _draft.With(_draft.Command with { Environment = _environment });
        return new RunOptions(draft.Complete(), _result.IsGiven(syntax.Quiet), _logFormat) { Control = _control };
    }

    private void ReadCommand(RunSyntax syntax, CommandLineParts parts)
    {
        if (UnexpectedText.Describe(syntax, _result, parts) is { } fault)
        {
            _values.Faults.Add(fault);
        }
        else if (parts.BehindDashes is [var program, .. var arguments])
        {
            _draft = _draft.With(_draft.Command with { FileName = program, Arguments = arguments });
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

        foreach (Option option in syntax.Pool)
        {
            _values.ReadOne(option, text => _draft = PoolOptions.Apply(_draft, option.Name, text));
        }

        _values.ReadOne(syntax.Name, text => _draft = _draft.With(_draft.Pool with { Name = OptionValues.ReadText(text) }));
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
                _values.ReadOne(option, text => _draft = _draft.With(PolicyOptions.Apply(_draft.Pool, option.Name, text)));
                CheckNeeded(option.Name, syntax);
            }
        }

        _values.ReadEach(syntax.Rule, text => _draft = _draft.With(ExitRuleReader.Apply(_draft.Pool, text)));
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
            _draft = _draft.With(_draft.Command with { ListenSockets = ListenSockets.FromEnvironment() });
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
