using Kamisama.Processes;

namespace Kamisama.Actors;

#pragma warning disable CA1001 // The source has no timer and no wait handle, so there is nothing to dispose.
/// <summary>What a group is, besides the instance of its <see cref="PoolGroupActor"/>: a fault in that actor's code loses none of it.</summary>
internal sealed class PoolGroup
#pragma warning restore CA1001
{
    /// <summary>The name of the group's actor, and of the group in events.</summary>
    public const string Name = "kamisama";

    private readonly RespawnWindow _faults = new(MasterState.MostFaults, MasterState.FaultInterval);
    private readonly IProcessHost _host;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly CancellationTokenSource _stopping = new();
    private int _endBegun;

    public PoolGroup(WorkerPoolGroupOptions options, IProcessHost host, TimeProvider time)
    {
        _host = host;
        _time = time;
        _origin = time.GetTimestamp();
        Options = [.. options.Pools];
        State = new PoolGroupState(options);
        Pools = [.. Options.Select(pool => new GroupedPool(pool.Name))];
        Lives = new PoolLife?[Options.Length];
    }

    public WorkerPoolOptions[] Options { get; }

    public PoolGroupState State { get; }

    /// <summary>The pools as users see them, the same over all lives.</summary>
    public GroupedPool[] Pools { get; }

    /// <summary>The present or last life of each pool; <see langword="null"/>: it has not been started.</summary>
    public PoolLife?[] Lives { get; }

    /// <summary>What was decided and has not been carried out yet.</summary>
    public Queue<PoolGroupStep> Steps { get; } = new();

    /// <summary>The last message whose steps were decided: told again after a fault, it decides nothing.</summary>
    public object? Taken { get; set; }

    /// <summary>Where the subscribers listen; set by the first instance.</summary>
    public EventStream? Events { get; set; }

    /// <summary>The fault of the actor's own code that it has not recovered from yet; if it ends so, the group's outcome is this.</summary>
    public Exception? Broken { get; set; }

    /// <summary>Set when one fault too many is not to be recovered from.</summary>
    public bool IsBeyondMending { get; set; }

    /// <summary>Completed when the group is over.</summary>
    public TaskCompletionSource<PoolGroupOutcome> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Cancelled by the decision to stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public TimeSpan Now => _time.GetElapsedTime(_origin);

    public MasterState NewState(int index) => new(Options[index], _host, _time);

    /// <summary>Tells those outside, once, when the state has decided to stop.</summary>
    public void StopIfDecided()
    {
        if (State.IsStopping && !_stopping.IsCancellationRequested)
        {
            _stopping.Cancel();
        }
    }

    /// <summary>Whether one more fault of the actor's own code is forgiven.</summary>
    public bool Forgives() => _faults.TryRecord(Now);

    /// <summary>Tells the subscribers. From any thread, also when the actor is gone.</summary>
    public void Publish(SupervisionEvent supervisionEvent) => Events?.Publish(supervisionEvent with { Time = _time.GetUtcNow() });

    /// <summary>Whether the caller is the first, and so the one to end what is left of the group.</summary>
    public bool TryBeginEnd() => Interlocked.Exchange(ref _endBegun, 1) == 0;

    /// <summary>Waits for the pools, whose masters end with the group's actor, and completes what is not complete.</summary>
    public async Task EndAsync()
    {
        for (int i = 0; i < Pools.Length; i++)
        {
            Pools[i].End(Lives[i]?.Front is { } front ? await front.Completion.ConfigureAwait(false) : new PoolOutcome.Stopped(false, null));
        }

        Completion.TrySetResult(State.Outcome ?? new PoolGroupOutcome(
            Broken is { } fault ? new PoolOutcome.Faulted(fault) : new PoolOutcome.Stopped(false, null), null));
    }
}

/// <summary>One life of a pool.</summary>
/// <param name="id">Which one.</param>
/// <param name="state">What the pool is in this life.</param>
internal sealed class PoolLife(PoolId id, MasterState state)
{
    public PoolId Id => id;

    public MasterState State => state;

    /// <summary>The master's front; <see langword="null"/>: the master has not been created yet.</summary>
    public WorkerPoolFront? Front { get; set; }
}
