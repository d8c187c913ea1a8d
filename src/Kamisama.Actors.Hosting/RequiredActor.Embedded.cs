namespace Kamisama.Actors.Hosting;

/// <summary>Finds a pool's master by its type.</summary>
internal sealed class RequiredActor<TKey>(HostedPools pools) : IRequiredActor<TKey>
{
    public IActorRef ActorRef => Pool.Master;

    private HostedPool Pool => pools.FindBy(typeof(TKey)) ?? throw new InvalidOperationException(
        $"No pool of this host is found by {typeof(TKey)}. Declare it as AddWorkerPool<{typeof(TKey).Name}>, or ask for IRequiredActor<WorkerPool>.");

    public async Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) =>
        (await Pool.StartedAsync(cancellationToken).ConfigureAwait(false)).Master;
}
