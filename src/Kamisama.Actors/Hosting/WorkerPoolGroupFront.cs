namespace Kamisama.Actors;

/// <summary>The typed front of a group's actor.</summary>
internal sealed class WorkerPoolGroupFront : IWorkerPoolGroup, IProgramFront
{
    private readonly PoolGroup _group;

    public WorkerPoolGroupFront(PoolGroup group, IActorRef supervisor)
    {
        _group = group;
        Supervisor = supervisor;
        for (int i = 0; i < group.Pools.Length; i++)
        {
            int index = i;
            group.Pools[i].Stop = mode => supervisor.Tell(new PoolGroupMessage.StopOne(index, mode), ActorRefs.NoSender);
        }
    }

    public IReadOnlyList<IWorkerPool> Pools => _group.Pools;

    public IActorRef Supervisor { get; }

    public IActorRef Top => Supervisor;

    public IEnumerable<IActorRef> Keepers => [Supervisor, .. _group.Pools.Select(pool => pool.MasterIfAny).OfType<IActorRef>()];

    public Task Ready => Task.WhenAll(_group.Pools.Select(pool => Task.WhenAny(pool.Ready, pool.Completion)));

    public CancellationToken Stopping => _group.Stopping;

    public Task<PoolGroupOutcome> Completion => _group.Completion.Task;

    public IWorkerPool this[string name] => Array.Find(_group.Pools, pool => pool.Name == name) ?? throw new KeyNotFoundException(
        $"The group has no pool named '{name}': it has {string.Join(", ", _group.Pools.Select(pool => $"'{pool.Name}'"))}. Ask for one of these.");

    public void PublishReloadFailed(string reason) => _group.Publish(new SupervisionEvent.ReloadFailed(PoolGroup.Name, reason));

    public Task<PoolGroupOutcome> StopAsync(StopMode mode = StopMode.Graceful)
    {
        Supervisor.Tell(new MasterMessage.StopPool(mode), ActorRefs.NoSender);
        return Completion;
    }
}
