namespace Kamisama.Actors;

/// <summary>The typed front of a master.</summary>
internal sealed class WorkerPoolFront(MasterState state, IActorRef master) : IWorkerPool, IProgramFront
{
    public string Name => state.Settings.Options.Name;

    public Task<PoolOutcome> Completion => state.Completion.Task;

    public IActorRef Master => master;

    public IWorkerOutputLog? Output => state.Output?.Log;

    public IActorRef Top => master;

    public IEnumerable<IActorRef> Keepers => [master];

    public IReadOnlyList<IWorkerPool> Pools => [this];

    public Task Ready => state.Ready.Task;

    public CancellationToken Stopping => state.Settings.Stopping;

    public void PublishReloadFailed(string reason) => state.Publish(new SupervisionEvent.ReloadFailed(Name, reason));

    public Task<int> AddWorkersAsync(int count = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return AskAsync<int>(new MasterMessage.AddWorkers(count), cancellationToken);
    }

    public Task<int> RetireWorkersAsync(int count = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return AskAsync<int>(new MasterMessage.RetireWorkers(count), cancellationToken);
    }

    public Task<int> ScaleToAsync(int instances, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instances, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(instances, WorkerPoolOptions.MaxInstances);
        return AskAsync<int>(new MasterMessage.ScaleTo(instances), cancellationToken);
    }

    public Task<int> StartNowAsync(int? index = null, CancellationToken cancellationToken = default) =>
        AskAsync<int>(new MasterMessage.StartNow(index), cancellationToken);

    public async Task<RollingRestartResult> RestartWorkersAsync(CancellationToken cancellationToken = default)
    {
        bool wasOver = Completion.IsCompleted;
        try
        {
            return await AskAsync<RollingRestartResult>(new MasterMessage.RestartWorkers(), cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (!wasOver && Completion.IsCompleted)
        {
            // The end of the pool overtook the answer, which says the same.
            return new RollingRestartResult(0, 0, "the pool is stopping");
        }
    }

    public Task<ReconfigureResult> ReconfigureAsync(WorkerPoolOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return AskAsync<ReconfigureResult>(new MasterMessage.Reconfigure(options), cancellationToken);
    }

    public Task<PoolStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        AskAsync<PoolStatus>(new MasterMessage.GetStatus(), cancellationToken);

    public Task<PoolOutcome> StopAsync(StopMode mode = StopMode.Graceful)
    {
        master.Tell(new MasterMessage.StopPool(mode), ActorRefs.NoSender);
        return Completion;
    }

    // A master that is over does not answer, so its end is awaited beside the answer.
    private async Task<T> AskAsync<T>(MasterMessage question, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> answer = master.Ask<T>(question, over.Token);
        if (await Task.WhenAny(answer, Completion).ConfigureAwait(false) == answer)
        {
            return await answer.ConfigureAwait(false);
        }

        await over.CancelAsync().ConfigureAwait(false);
        throw new InvalidOperationException($"The pool '{Name}' is over ({await Completion.ConfigureAwait(false)}); start a new one.");
    }
}
