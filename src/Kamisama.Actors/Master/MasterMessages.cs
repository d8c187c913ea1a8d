using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Everything a <see cref="MasterActor"/> can be told.</summary>
internal abstract record MasterMessage
{
    private MasterMessage()
    {
    }

    /// <summary>From WorkerPool, once, when those who want to hear of the pool are listening.</summary>
    internal sealed record StartPool : MasterMessage;

    /// <summary>From SignalRouter (SIGTTIN) and IWorkerPool. Answered with the number of workers wanted then.</summary>
    internal sealed record AddWorkers(int Count) : MasterMessage;

    /// <summary>From SignalRouter (SIGTTOU) and IWorkerPool: fewer, the oldest first. The last one stays. Answered like <see cref="AddWorkers"/>.</summary>
    internal sealed record RetireWorkers(int Count) : MasterMessage;

    /// <summary>From IWorkerPool. Answered like <see cref="AddWorkers"/>.</summary>
    internal sealed record ScaleTo(int Instances) : MasterMessage;

    /// <summary>From SignalRouter (SIGTERM, SIGINT, SIGQUIT) and IWorkerPool. A repeated one makes a stop more urgent.</summary>
    /// <param name="Mode">How urgent.</param>
    /// <param name="Signal">The signal that asked for it; <see langword="null"/>: a message.</param>
    internal sealed record StopPool(StopMode Mode, int? Signal) : MasterMessage;

    /// <summary>From IWorkerPool. Answered with <see cref="PoolStatus"/>.</summary>
    internal sealed record GetStatus : MasterMessage;

    /// <summary>From SignalRouter (SIGUSR2): publish the status.</summary>
    internal sealed record ReportStatus : MasterMessage;

    /// <summary>From SignalRouter: a signal that means nothing to this pool.</summary>
    internal sealed record IgnoreSignal(int Signal, string Reason) : MasterMessage;

    /// <summary>From RespawnStrategy, through the master itself: the decision to give up was taken, the outcome is settled.</summary>
    internal sealed record GaveUp : MasterMessage;

    /// <summary>From a WorkerActor, once for each incarnation whose program runs.</summary>
    internal sealed record WorkerStarted(WorkerId Worker, ProcessIdentity Process) : MasterMessage;

    /// <summary>From a WorkerActor, each time the machine had no room for its process.</summary>
    internal sealed record WorkerStartDelayed(WorkerId Worker, ProcessStartError Error, TimeSpan Delay) : MasterMessage;

    /// <summary>From a WorkerActor that was told to end, once, when its process and its process group are gone.</summary>
    internal sealed record WorkerStopped(WorkerId Worker, int? Pid, ProcessExit Exit, TimeSpan Uptime) : MasterMessage;

    /// <summary>From a WorkerActor, when the grace period was over or a stop became immediate.</summary>
    internal sealed record WorkerKilled(WorkerId Worker, int? Pid) : MasterMessage;

    /// <summary>From a WorkerActor, when its process did not end even after KILL.</summary>
    internal sealed record WorkerUnkillable(WorkerId Worker, int? Pid) : MasterMessage;

    /// <summary>From death watch, once for each slot: its actor is gone.</summary>
    internal sealed record WorkerActorStopped(int Index) : MasterMessage;
}
