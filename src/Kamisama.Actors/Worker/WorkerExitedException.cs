using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>
/// How a worker's unrequested end becomes a failure of its actor, so that the master's supervisor strategy decides about it.
/// </summary>
/// <remarks>Once for each process, and never for one that was told to end.</remarks>
public sealed class WorkerExitedException : Exception
{
    internal WorkerExitedException(WorkerId worker, ProcessIdentity? process, WorkerEnd end)
        : base($"{worker} {end.Exit}")
    {
        Worker = worker;
        Process = process;
        End = end;
    }

    /// <summary>Which worker.</summary>
    public WorkerId Worker { get; }

    /// <summary>Its process; <see langword="null"/> when it never ran.</summary>
    public ProcessIdentity? Process { get; }

    /// <summary>How it ended.</summary>
    public ProcessExit Exit => End.Exit;

    /// <summary>How long it ran.</summary>
    public TimeSpan Uptime => End.Uptime;

    internal WorkerEnd End { get; }

    /// <summary>How long the next incarnation waits before its start. From the strategy to the restarted actor.</summary>
    internal TimeSpan Delay { get; set; }
}
