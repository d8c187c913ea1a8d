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
    private volatile PoolEntry[] _entries;
    private volatile GroupedPool[] _pools;
    private int _endBegun;

    public PoolGroup(WorkerPoolGroupOptions options, IProcessHost host, TimeProvider time)
    {
        _host = host;
        _time = time;
        _origin = time.GetTimestamp();
        State = new PoolGroupState(options);
        _entries = [.. options.Pools.Select((pool, index) => new PoolEntry(index, pool))];
        _pools = [.. _entries.Select(entry => entry.Pool)];
    }

    public PoolGroupState State { get; }

    /// <summary>The pools, also those that leave, in the order of their first starts. Changed as a whole, by the group's actor only.</summary>
    public PoolEntry[] Entries => _entries;

    /// <summary>The pools as users see them, each the same over all lives; without those that have left.</summary>
    public GroupedPool[] Pools => _pools;

    /// <summary>What the pools that run were asked, in the reconfiguration that is being carried out, by name.</summary>
    public Dictionary<string, Task<ReconfigureResult?>> Asked { get; } = [];

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

    public MasterState NewState(PoolEntry entry) => new(entry.Newest, _host, _time);

    /// <summary>The pool of that number; <see langword="null"/>: it has been forgotten.</summary>
    public PoolEntry? Find(int index) => Array.Find(_entries, entry => entry.Index == index);

    /// <summary>A pool more. No effect when it is there.</summary>
    public void Add(PoolEntry entry)
    {
        if (Find(entry.Index) is null)
        {
            _entries = [.. _entries, entry];
            ShowPools();
        }
    }

    /// <summary>Nothing of a pool is left.</summary>
    public void Forget(int index)
    {
        _entries = [.. _entries.Where(entry => entry.Index != index)];
        ShowPools();
    }

    /// <summary>One that leaves is shown for as long as it is not over.</summary>
    public void ShowPools() =>
        _pools = [.. _entries.Where(entry => !entry.IsLeaving || !entry.Pool.Completion.IsCompleted).Select(entry => entry.Pool)];

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
        foreach (PoolEntry entry in Entries)
        {
            entry.Pool.End(entry.Life?.Front is { } front ? await front.Completion.ConfigureAwait(false) : new PoolOutcome.Stopped(false, null));
        }

        Completion.TrySetResult(State.Outcome ?? new PoolGroupOutcome(
            Broken is { } fault ? new PoolOutcome.Faulted(fault) : new PoolOutcome.Stopped(false, null), null));
    }
}
