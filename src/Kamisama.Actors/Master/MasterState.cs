using Kamisama.Processes;

namespace Kamisama.Actors;

#pragma warning disable CA1001 // The source has no timer and no wait handle, so there is nothing to dispose; its token is read until the last worker is gone.
/// <summary>What a pool is, besides the instance of its <see cref="MasterActor"/>: a fault in that actor's code loses none of it.</summary>
internal sealed class MasterState
#pragma warning restore CA1001
{
    /// <summary>How many faults of its own code an actor is forgiven in <see cref="FaultInterval"/>: a bug must not become a busy loop.</summary>
    public const int MostFaults = 5;

    private const int LastExitsKept = 10;

    private readonly CancellationTokenSource _stopping = new();
    private readonly RespawnWindow _faults = new(MostFaults, FaultInterval);
    private int _endBegun;

    public MasterState(WorkerPoolOptions options, IProcessHost host, TimeProvider time)
    {
        int seed = Random.Shared.Next();
        Output = options.Output is WorkerOutput.Captured captured ? new PoolOutput(options.Name, captured, time, Publish) : null;
        Settings = new WorkerSettings(options, host, host as IProber ?? new PoolProber(host, time), time, seed, _stopping.Token, Output);
        Pool = new PoolState(options, seed);
        Origin = time.GetTimestamp();
    }

    public static TimeSpan FaultInterval { get; } = TimeSpan.FromMinutes(1);

    public WorkerSettings Settings { get; }

    public PoolState Pool { get; }

    /// <summary>Where the workers' output goes; <see langword="null"/>: past the master.</summary>
    public PoolOutput? Output { get; }

    /// <summary>Whether the outcome is told.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Where the monotonic time of the pool begins.</summary>
    public long Origin { get; }

    /// <summary>The process of every slot in use, by index.</summary>
    public Dictionary<int, WorkerProcess> Processes { get; } = [];

    /// <summary>The last deaths, oldest first; bounded.</summary>
    public Queue<WorkerExitReport> LastExits { get; } = new();

    /// <summary>Who asked for the rolling restart in progress, and who for the one behind it.</summary>
    public List<RestartAsker> RestartAskers { get; } = [];

    /// <summary>See <see cref="RestartAskers"/>.</summary>
    public List<RestartAsker> NextRestartAskers { get; } = [];

    /// <summary>New options that are in force, but not all that follows from them has been done.</summary>
    public PoolChange? Unfinished { get; set; }

    /// <summary>When the next worker may be started, by the start stagger.</summary>
    public TimeSpan NextStart { get; set; }

    /// <summary>How many workers finished with an end that was not clean.</summary>
    public int FailedWorkers { get; set; }

    /// <summary>Where the pool's subscribers listen; set by the first instance.</summary>
    public EventStream? Events { get; set; }

    /// <summary>How far the start has come.</summary>
    public PoolPhase Phase { get; set; } = PoolPhase.Idle;

    /// <summary>The last request to stop that was taken up; one that was not is told again after a fault.</summary>
    public MasterMessage? LastStop { get; set; }

    /// <summary>The message that was told again after a fault: once, not for ever.</summary>
    public MasterMessage? ToldAgain { get; set; }

    /// <summary>The fault of the master's own code that it has not recovered from yet; if it ends so, the pool's outcome is this.</summary>
    public Exception? Broken { get; set; }

    /// <summary>Set when one fault too many is not to be recovered from.</summary>
    public bool IsBeyondMending { get; set; }

    /// <summary>Whether the breach has been published.</summary>
    public bool BreachPublished { get; set; }

    /// <summary>How the pool is being stopped; <see langword="null"/> while it runs.</summary>
    public StopMode? StopMode { get; set; }

    /// <summary>Whether the stop was asked for, and not only the consequence of giving up.</summary>
    public bool StopRequested { get; set; }

    /// <summary>What the outcome will be; <see langword="null"/> while the pool runs.</summary>
    public PoolOutcome? Outcome { get; set; }

    /// <summary>Completed when all first workers have come: the pool that is started after this one is started then.</summary>
    public TaskCompletionSource Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when the pool is over.</summary>
    public TaskCompletionSource<PoolOutcome> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Other options are in force from now on.</summary>
    public void Change(WorkerPoolOptions options, PoolChange change)
    {
        Unfinished = change;
        Settings.Change(options);
        Pool.Change(options);
    }

    /// <summary>Keeps the report among the last ones.</summary>
    public WorkerExitReport Keep(WorkerExitReport report)
    {
        LastExits.Enqueue(report);
        if (LastExits.Count > LastExitsKept)
        {
            LastExits.Dequeue();
        }

        return report;
    }

    /// <summary>Whether the caller is the first, and so the one to end what is left of the pool.</summary>
    public bool TryBeginEnd() => Interlocked.Exchange(ref _endBegun, 1) == 0;

    /// <summary>From now on nothing is spawned, not even what is already on its way to the host.</summary>
    public void ForbidSpawning() => _stopping.Cancel();

    /// <summary>Whether one more fault of the master's own code is forgiven.</summary>
    public bool Forgives(TimeSpan now) => _faults.TryRecord(now);

    /// <summary>
    /// The pool is over; that is told when what the workers wrote is written and the last probe is gone, which takes a moment at most.
    /// </summary>
    public void Complete(PoolOutcome outcome)
    {
        IsOver = true;
        Task? written = Output?.CompleteAsync(inHaste: StopMode == Actors.StopMode.Immediate);
        Task? gone = (Settings.Prober as PoolProber)?.End();
        if (written is null && gone is null)
        {
            Completion.TrySetResult(outcome);
        }
        else
        {
            Task.WhenAll(written ?? Task.CompletedTask, gone ?? Task.CompletedTask).ContinueWith(
                _ => Completion.TrySetResult(outcome), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Tells the subscribers. From any thread, also when the actor is gone.</summary>
    public void Publish(SupervisionEvent supervisionEvent) =>
        Events?.Publish(supervisionEvent with { Time = Settings.Time.GetUtcNow() });
}

/// <summary>Who waits for the end of a rolling restart.</summary>
/// <param name="Sender">Who.</param>
/// <param name="Changed">The options that were changed, when that is why; <see langword="null"/>: the restart itself was asked for.</param>
internal sealed record RestartAsker(IActorRef Sender, IReadOnlyList<string>? Changed = null)
{
    /// <summary>What to answer.</summary>
    public object AnswerWith(RollingRestartResult result) =>
        Changed is null ? result : new ReconfigureResult(Changed, WorkersReplaced: true, result);
}

/// <summary>How far the start of a pool has come.</summary>
internal enum PoolPhase
{
    /// <summary>Not asked for.</summary>
    Idle,

    /// <summary>Some of the first workers may be missing.</summary>
    Starting,

    /// <summary>All first workers have their slots.</summary>
    Started,
}
