using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Everything a <see cref="WorkerActor"/> can be told.</summary>
/// <remarks>
/// Facts about a process carry its handle; one about another process than the present one is dropped. Not the incarnation: a
/// start that the machine had no room for is tried again in the same one.
/// </remarks>
internal abstract record WorkerMessage
{
    private WorkerMessage()
    {
    }

    /// <summary>From the MasterActor: the worker is to end. While it is being asked, a second one replaces the wait of the first.</summary>
    internal sealed record StopWorker(StopSequence Sequence) : WorkerMessage;

    /// <summary>From the MasterActor: the worker is to end now.</summary>
    internal sealed record KillWorker(StopSequence Sequence) : WorkerMessage;

    /// <summary>From the MasterActor: this incarnation is to end so that the next one takes its place.</summary>
    internal sealed record ReplaceWorker(int Incarnation, WorkerEndCause Cause) : WorkerMessage;

    /// <summary>From the MasterActor: the checks that are made of a process that runs may be others now.</summary>
    internal sealed record OptionsChanged : WorkerMessage;

    /// <summary>From the process handle: the worker says that it is ready.</summary>
    internal sealed record SaidReady(IProcessHandle Handle) : WorkerMessage;

    /// <summary>From a timer: something about the process is to be looked at; it should come at the timestamp <c>At</c>.</summary>
    internal sealed record CheckDue(IProcessHandle Handle, WorkerCheck Check, long At) : WorkerMessage;

    /// <summary>From the prober: the answer to a probe.</summary>
    /// <param name="Handle">About which process.</param>
    /// <param name="Probe">Which one: an answer to one that is not asked any more is dropped.</param>
    /// <param name="Check">What for.</param>
    /// <param name="Failure"><see langword="null"/>: passed. Otherwise why not.</param>
    internal sealed record ProbeAnswered(IProcessHandle Handle, Probe Probe, WorkerCheck Check, string? Failure) : WorkerMessage;

    /// <summary>From the process handle: a sample of its memory, for a limit; <see langword="null"/>: there was nothing to be measured.</summary>
    internal sealed record MemoryMeasured(IProcessHandle Handle, MemoryLimitOptions Limit, long? Bytes) : WorkerMessage;

    /// <summary>From the process handle: the program runs.</summary>
    internal sealed record ProcessStarted(IProcessHandle Handle, ProcessIdentity Process) : WorkerMessage;

    /// <summary>From the process handle: the program never ran. Why is told by the <see cref="ProcessExited"/> beside it.</summary>
    internal sealed record ProcessNotStarted(IProcessHandle Handle) : WorkerMessage;

    /// <summary>From the process handle, once for each process.</summary>
    internal sealed record ProcessExited(IProcessHandle Handle, ProcessExit Exit) : WorkerMessage;

    /// <summary>From the process handle while stopping: the process has ended and no process of its group is left.</summary>
    internal sealed record GroupGone : WorkerMessage;

    /// <summary>From a timer: the wait before the start of the process, or before another try, is over.</summary>
    internal sealed record StartWaitElapsed(int Incarnation) : WorkerMessage;

    /// <summary>From the MasterActor: whatever the start of the process waits for, wait no longer.</summary>
    internal sealed record StartNow : WorkerMessage;

    /// <summary>From a timer: the wait of a step of the stop sequence is over.</summary>
    internal sealed record StopWaitElapsed(StopPhase Phase) : WorkerMessage;
}

/// <summary>What is looked at in a running process, each by a timer of its own.</summary>
internal enum WorkerCheck
{
    /// <summary>Whether it has become ready in time.</summary>
    StartTimeout,

    /// <summary>Whether it is ready: it stayed up, or the next probe is due.</summary>
    Readiness,

    /// <summary>Whether its heartbeat is overdue.</summary>
    Watchdog,

    /// <summary>The next liveness probe.</summary>
    Liveness,

    /// <summary>The next sample of its memory.</summary>
    Memory,

    /// <summary>Its age.</summary>
    Age,

    /// <summary>How long it has been ready.</summary>
    Uptime,
}
