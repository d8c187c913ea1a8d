using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Everything a pool's master can be told. The commands are for an application's own actors; the facts are the framework's.</summary>
/// <remarks>
/// Plain records, which may cross the network. A command with a value that makes no sense is answered with
/// <see cref="Status.Failure"/> that holds an <see cref="ArgumentOutOfRangeException"/>, published as
/// <see cref="SupervisionEvent.RequestIgnored"/>, and changes nothing. Without a sender there is no answer.
/// </remarks>
public abstract record MasterMessage
{
    private MasterMessage()
    {
    }

    /// <summary>
    /// From any actor, SIGTTIN and IWorkerPool: more workers, each at the lowest free index. Answered with an <see cref="int"/>,
    /// how many workers are wanted then; unchanged when the pool is stopping, has not been started or is full.
    /// </summary>
    /// <param name="Count">How many, 1 or more; at <see cref="WorkerPoolOptions.MaxInstances"/> the pool is full.</param>
    public sealed record AddWorkers(int Count = 1) : MasterMessage;

    /// <summary>
    /// From any actor, SIGTTOU and IWorkerPool: fewer workers, the longest-running process first, never the last one. Answered
    /// like <see cref="AddWorkers"/>.
    /// </summary>
    /// <param name="Count">How many, 1 or more.</param>
    public sealed record RetireWorkers(int Count = 1) : MasterMessage;

    /// <summary>From any actor and IWorkerPool: adds or retires as many workers as it takes. Answered like <see cref="AddWorkers"/>.</summary>
    /// <param name="Instances">How many workers are wanted, 1 to <see cref="WorkerPoolOptions.MaxInstances"/>.</param>
    public sealed record ScaleTo(int Instances) : MasterMessage;

    /// <summary>
    /// From any actor, SIGTERM, SIGINT, SIGQUIT and IWorkerPool: no worker is started any more, and those that run are ended. A
    /// repeated one makes a stop more urgent, never less. Answered with <see cref="PoolOutcome"/> when the pool is over.
    /// </summary>
    /// <param name="Mode">How urgent. Default: the grace period, then KILL.</param>
    public sealed record StopPool(StopMode Mode = StopMode.Graceful) : MasterMessage
    {
        /// <summary>The signal that asked for it; <see langword="null"/>: a message.</summary>
        internal int? Signal { get; init; }

        /// <summary>Why, for people; <see langword="null"/>: the signal, or that it was asked for.</summary>
        internal string? Reason { get; init; }
    }

    /// <summary>
    /// From any actor and IWorkerPool: workers that wait for their start (back-off, stagger, no room) are started now. A respawn that
    /// was counted stays counted. Answered with an <see cref="int"/>, how many were waiting.
    /// </summary>
    /// <param name="Index">Which worker; <see langword="null"/>: all that wait.</param>
    public sealed record StartNow(int? Index = null) : MasterMessage;

    /// <summary>
    /// From any actor, SIGHUP and IWorkerPool: a rolling restart. Every worker that is there now is replaced, each only when the one before is
    /// ready; it ends when a new one fails, and the old ones that are left stay. Asked for while one is in progress, another one follows it.
    /// Answered with <see cref="RollingRestartResult"/> when it is over.
    /// </summary>
    public sealed record RestartWorkers : MasterMessage;

    /// <summary>
    /// From any actor and IWorkerPool: other options for the pool, all of them. Only what differs has an effect; workers are replaced in a
    /// rolling restart, and only when their own program, or what it is told, is another one. Answered with <see cref="ReconfigureResult"/>
    /// when all of it is done.
    /// </summary>
    /// <remarks>
    /// Options that are wrong or have another name, and any for a pool that is stopping or has not been started, change nothing: the answer is
    /// <see cref="Status.Failure"/> with a <see cref="WorkerPoolOptionsException"/>. See docs/supervision.md.
    /// </remarks>
    /// <param name="Options">The options, with a command.</param>
    public sealed record Reconfigure(WorkerPoolOptions Options) : MasterMessage;

    /// <summary>
    /// From any actor and the control socket: a rolling restart of one worker. Answered like <see cref="RestartWorkers"/>; while one is
    /// in progress, with <see cref="Status.Failure"/> that holds an <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <param name="Index">Which worker.</param>
    public sealed record RestartWorker(int Index) : MasterMessage;

    /// <summary>
    /// From any actor and the control socket: a signal to the process of one worker, and what becomes of that is up to the process: a
    /// death by it is a death as any other. Answered with <see cref="WorkerSignalResult"/>.
    /// </summary>
    /// <param name="Index">Which worker.</param>
    /// <param name="Signal">The number of the signal, 1 to 64, see signal(7).</param>
    public sealed record SignalWorker(int Index, int Signal) : MasterMessage;

    /// <summary>From any actor and IWorkerPool. Answered with <see cref="PoolStatus"/>.</summary>
    public sealed record GetStatus : MasterMessage;

    /// <summary>From any actor and SIGUSR2: publish the status as <see cref="SupervisionEvent.StatusReported"/>. Not answered.</summary>
    public sealed record ReportStatus : MasterMessage;

    /// <summary>
    /// From any actor and SIGUSR1: open all log files anew, see <see cref="WorkerOutput.ToFile"/>, and publish
    /// <see cref="SupervisionEvent.LogsReopened"/>; ignored by a pool without log files. Not answered.
    /// </summary>
    public sealed record ReopenLogs : MasterMessage;

    /// <summary>From WorkerPool, once, when those who want to hear of the pool are listening.</summary>
    internal sealed record StartPool : MasterMessage;

    /// <summary>From RespawnStrategy, through the master itself: the decision to give up was taken, the outcome is settled.</summary>
    internal sealed record GaveUp : MasterMessage;

    /// <summary>From a WorkerActor, when its wait before a start is over.</summary>
    internal sealed record WorkerStarting(WorkerId Worker) : MasterMessage;

    /// <summary>From a WorkerActor, once for each incarnation whose program runs.</summary>
    internal sealed record WorkerStarted(WorkerId Worker, ProcessIdentity Process) : MasterMessage;

    /// <summary>From a WorkerActor of a pool that has readiness, once for each incarnation that becomes ready.</summary>
    internal sealed record WorkerReady(WorkerId Worker, int? Pid, TimeSpan Uptime) : MasterMessage;

    /// <summary>From a WorkerActor: its process is too slow or hangs, and it is being ended.</summary>
    internal sealed record WorkerTimedOut(WorkerId Worker, int? Pid, WorkerEndCause Cause, string? Detail) : MasterMessage;

    /// <summary>From a WorkerActor: its process is too old or too large; again and again until it is replaced.</summary>
    internal sealed record ReplacementDue(WorkerId Worker, WorkerEndCause Cause, string Detail) : MasterMessage;

    /// <summary>From a WorkerActor, each time the machine had no room for its process.</summary>
    internal sealed record WorkerStartDelayed(WorkerId Worker, ProcessStartError Error, TimeSpan Delay) : MasterMessage;

    /// <summary>From a WorkerActor that was told to end, once, when its process and its process group are gone.</summary>
    internal sealed record WorkerStopped(WorkerId Worker, int? Pid, WorkerEnd End) : MasterMessage;

    /// <summary>From a WorkerActor, when the grace period was over or a stop became immediate.</summary>
    internal sealed record WorkerKilled(WorkerId Worker, int? Pid) : MasterMessage;

    /// <summary>From a WorkerActor, when its process did not end even after KILL.</summary>
    internal sealed record WorkerUnkillable(WorkerId Worker, int? Pid) : MasterMessage;

    /// <summary>From death watch, once for each actor of a slot: it is gone.</summary>
    internal sealed record WorkerActorStopped(int Index, WorkerProcess Process) : MasterMessage;
}
