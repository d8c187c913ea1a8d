using Kamisama.Processes;

namespace Kamisama.Actors;

#pragma warning disable CA1001 // The source has no timer and no wait handle, so there is nothing to dispose; its token is read until the last worker is gone.
/// <summary>What a pool is, besides the instance of its <see cref="MasterActor"/>: a fault in that actor's code loses none of it.</summary>
internal sealed class MasterState
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stopping = new();

    public MasterState(WorkerPoolOptions options, IProcessHost host, TimeProvider time)
    {
        Settings = new WorkerSettings(options, host, time, _stopping.Token);
        Pool = new PoolState(options);
        Origin = time.GetTimestamp();
    }

    public WorkerSettings Settings { get; }

    public PoolState Pool { get; }

    /// <summary>Where the monotonic time of the pool begins.</summary>
    public long Origin { get; }

    /// <summary>The process of every slot in use, by index.</summary>
    public Dictionary<int, WorkerProcess> Processes { get; } = [];

    /// <summary>The last deaths, oldest first; bounded.</summary>
    public Queue<WorkerExitReport> LastExits { get; } = new();

    /// <summary>How the pool is being stopped; <see langword="null"/> while it runs.</summary>
    public StopMode? StopMode { get; set; }

    /// <summary>Whether the stop was asked for, and not only the consequence of giving up.</summary>
    public bool StopRequested { get; set; }

    /// <summary>What the outcome will be; <see langword="null"/> while the pool runs.</summary>
    public PoolOutcome? Outcome { get; set; }

    /// <summary>Completed when the pool is over.</summary>
    public TaskCompletionSource<PoolOutcome> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on nothing is spawned, not even what is already on its way to the host.</summary>
    public void ForbidSpawning() => _stopping.Cancel();
}
