namespace Kamisama.Actors;

/// <summary>A pool of a group, over all its lives. Requests wait for the next one.</summary>
internal sealed class GroupedPool(string name) : IWorkerPool
{
    private readonly TaskCompletionSource<PoolOutcome> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource<IWorkerPool> _running = NewLife();

    public string Name => name;

    /// <summary>Tells the group that this pool is to stop; set before anybody holds the pool.</summary>
    public Action<StopMode> Stop { get; set; } = _ => { };

    /// <summary>Completes when the first workers of its first life that got so far have come.</summary>
    public Task Ready => _ready.Task;

    /// <summary>The master; <see langword="null"/>: there is none now.</summary>
    public IActorRef? MasterIfAny => Running?.Master;

    public IActorRef Master => MasterIfAny ?? throw new InvalidOperationException(
        $"The pool '{name}' has no master now, because its group has not started it, or is restarting it. Await its next SupervisionEvent.PoolStarted.");

    public Task<PoolOutcome> Completion => _over.Task;

    public IWorkerOutputLog? Output => Running?.Output;

    private IWorkerPool? Running => _running.Task is { IsCompletedSuccessfully: true } running ? running.Result : null;

    public async Task<int> AddWorkersAsync(int count = 1, CancellationToken cancellationToken = default) =>
        await (await RunningAsync(cancellationToken).ConfigureAwait(false)).AddWorkersAsync(count, cancellationToken).ConfigureAwait(false);

    public async Task<int> RetireWorkersAsync(int count = 1, CancellationToken cancellationToken = default) =>
        await (await RunningAsync(cancellationToken).ConfigureAwait(false)).RetireWorkersAsync(count, cancellationToken).ConfigureAwait(false);

    public async Task<int> ScaleToAsync(int instances, CancellationToken cancellationToken = default) =>
        await (await RunningAsync(cancellationToken).ConfigureAwait(false)).ScaleToAsync(instances, cancellationToken).ConfigureAwait(false);

    public async Task<int> StartNowAsync(int? index = null, CancellationToken cancellationToken = default) =>
        await (await RunningAsync(cancellationToken).ConfigureAwait(false)).StartNowAsync(index, cancellationToken).ConfigureAwait(false);

    public async Task<RollingRestartResult> RestartWorkersAsync(CancellationToken cancellationToken = default) =>
        await (await RunningAsync(cancellationToken).ConfigureAwait(false)).RestartWorkersAsync(cancellationToken).ConfigureAwait(false);

    public async Task<ReconfigureResult> ReconfigureAsync(WorkerPoolOptions options, CancellationToken cancellationToken = default) =>
        await (await RunningAsync(cancellationToken).ConfigureAwait(false)).ReconfigureAsync(options, cancellationToken).ConfigureAwait(false);

    public async Task<PoolStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        await (await RunningAsync(cancellationToken).ConfigureAwait(false)).GetStatusAsync(cancellationToken).ConfigureAwait(false);

    public Task<PoolOutcome> StopAsync(StopMode mode = StopMode.Graceful)
    {
        Stop(mode);
        return Completion;
    }

    /// <summary>A life begins.</summary>
    public void Attach(IWorkerPool running) => _running.TrySetResult(running);

    /// <summary>Its first workers have come.</summary>
    public void BecomeReady() => _ready.TrySetResult();

    /// <summary>A life is over; there may be another. No effect when none has begun since the last call.</summary>
    public void Detach()
    {
        if (_running.Task.IsCompleted)
        {
            _running = NewLife();
        }
    }

    /// <summary>There will be no other life. The first outcome stays.</summary>
    public void End(PoolOutcome outcome)
    {
        if (_over.TrySetResult(outcome) && _running.TrySetException(
            new InvalidOperationException($"The pool '{name}' is over ({outcome}); start a new group.")))
        {
            _ = _running.Task.Exception; // Nobody may be waiting.
        }
    }

    private static TaskCompletionSource<IWorkerPool> NewLife() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<IWorkerPool> RunningAsync(CancellationToken cancellationToken) => _running.Task.WaitAsync(cancellationToken);
}
