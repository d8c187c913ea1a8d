namespace Kamisama.Actors;

/// <summary>The typed front of a group's actor.</summary>
internal sealed class WorkerPoolGroupFront : IWorkerPoolGroup, IProgramFront
{
    private readonly PoolGroup _group;

    public WorkerPoolGroupFront(PoolGroup group, IActorRef supervisor)
    {
        _group = group;
        Supervisor = supervisor;
        foreach (PoolEntry entry in group.Entries)
        {
            entry.Pool.Stop = mode => supervisor.Tell(new PoolGroupMessage.StopOne(entry.Index, mode), ActorRefs.NoSender);
        }
    }

    public IReadOnlyList<IWorkerPool> Pools => _group.Pools;

    public IActorRef Supervisor { get; }

    public IActorRef Top => Supervisor;

    public IEnumerable<IActorRef> Keepers => [Supervisor, .. _group.Pools.Select(pool => pool.MasterIfAny).OfType<IActorRef>()];

    public Task Ready => Task.WhenAll(_group.Pools.Select(pool => Task.WhenAny(pool.Ready, pool.Completion)));

    public CancellationToken Stopping => _group.Stopping;

    public Task<PoolGroupOutcome> Completion => _group.Completion.Task;

    public IWorkerPool this[string name] => Array.FindLast(_group.Pools, pool => pool.Name == name) ?? throw new KeyNotFoundException(
        $"The group has no pool named '{name}': it has {string.Join(", ", _group.Pools.Select(pool => $"'{pool.Name}'"))}. Ask for one of these.");

    public async Task<PoolGroupReconfigureResult> ReconfigureAsync(WorkerPoolGroupOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<PoolGroupReconfigureResult> answer = Supervisor.Ask<PoolGroupReconfigureResult>(new PoolGroupMessage.Reconfigure(options), over.Token);
        if (await Task.WhenAny(answer, Completion).ConfigureAwait(false) == answer)
        {
            return await answer.ConfigureAwait(false);
        }

        await over.CancelAsync().ConfigureAwait(false);
        throw new InvalidOperationException($"The group is over ({await Completion.ConfigureAwait(false)}); start a new one.");
    }

    public void PublishReloadFailed(string reason) => _group.Publish(new SupervisionEvent.ReloadFailed(PoolGroup.Name, reason));

    public Task<PoolGroupOutcome> StopAsync(StopMode mode = StopMode.Graceful)
    {
        Supervisor.Tell(new MasterMessage.StopPool(mode), ActorRefs.NoSender);
        return Completion;
    }
}
