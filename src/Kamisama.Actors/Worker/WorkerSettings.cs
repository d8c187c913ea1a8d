using System.Globalization;
using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>What all workers of a pool share.</summary>
/// <param name="Options">The options of the pool, with a command.</param>
/// <param name="Host">Starts the processes.</param>
/// <param name="Prober">Puts probes to workers.</param>
/// <param name="Time">The clock of uptimes.</param>
/// <param name="Seed">What jitter is drawn from.</param>
/// <param name="Stopping">
/// Cancelled by the decision to stop the pool. It reaches a start that is already on its way to the host, which a message
/// behind that start could not: after the decision nothing is spawned.
/// </param>
/// <param name="Output">Where the workers' output goes; <see langword="null"/>: past the master.</param>
internal sealed record WorkerSettings(
    WorkerPoolOptions Options,
    IProcessHost Host,
    IProber Prober,
    TimeProvider Time,
    int Seed,
    CancellationToken Stopping,
    PoolOutput? Output = null)
{
    // The default of the grace period, for pools that have no limit.
    private static readonly TimeSpan GraceOfHung = TimeSpan.FromSeconds(10);

    /// <summary>The timestamp that the clock will show after a time.</summary>
    public long TimestampAfter(TimeSpan time) => Time.GetTimestamp() + (long)Math.Round(time.TotalSeconds * Time.TimestampFrequency);

    /// <summary>How a worker is ended.</summary>
    /// <param name="isDrain">Whether it has all the time it needs.</param>
    public StopSequence StopSequence(bool isDrain = false) =>
        new(Options.StopSignal, isDrain ? null : Options.GracePeriod, Options.KillDelay, Options.QuietSignal, Options.QuietPeriod);

    /// <summary>How a worker that hangs is ended: asked, for it may only be slow, but not told to be quiet, and never waited for without end.</summary>
    public StopSequence StopSequenceOfHung() =>
        new(Options.StopSignal, Options.GracePeriod ?? GraceOfHung, Options.KillDelay);

    /// <summary>The command for one incarnation: its index in the arguments, its identity in the environment.</summary>
    public ProcessSpec SpecFor(WorkerId worker)
    {
        ProcessSpec command = CommandWithWords();
        command = Output?.Capture(command, worker, Options.ErrorLinesKept) ?? command;
        string index = worker.Index.ToString(CultureInfo.InvariantCulture);
        return command with
        {
            Arguments = [.. command.Arguments.Select(argument => WithIndex(argument, worker.Index))],
            Environment = EnvironmentOf(worker, index, command.Environment),
        };
    }

    private Dictionary<string, string?> EnvironmentOf(WorkerId worker, string index, IReadOnlyDictionary<string, string?> common)
    {
        var environment = new Dictionary<string, string?>(common)
        {
            [WorkerEnvironment.Index] = index,
            [WorkerEnvironment.Incarnation] = worker.Incarnation.ToString(CultureInfo.InvariantCulture),
            [WorkerEnvironment.Pool] = Options.Name,
        };
        if (Options.WatchdogTimeout is { } timeout)
        {
            environment["WATCHDOG_USEC"] = ((long)timeout.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        }

        return environment;
    }

    // What the worker needs so that it can tell what the options expect of it.
    private ProcessSpec CommandWithWords()
    {
        ProcessSpec command = Options.Command!;
        if (Options.Readiness is Readiness.Notified || Options.WatchdogTimeout is not null)
        {
            command = command with { NotifySocket = true };
        }

        if (Options.Readiness is Readiness.OnDescriptor(var descriptor))
        {
            command = command with { ReadinessDescriptor = descriptor };
        }

        return Options.ErrorLinesKept > 0 && Output is null && command.StandardError is ProcessStdio.Inherited
            ? command with { StandardError = ProcessStdio.Tail(Options.ErrorLinesKept) }
            : command;
    }

    // A delegate's program is given the arguments that the master was given, whatever is in them.
    private string WithIndex(string argument, int index) => Options.Command!.Environment.ContainsKey(WorkerEnvironment.DelegateOf)
        ? argument
        : IndexPlaceholder.Fill(argument, index);
}
