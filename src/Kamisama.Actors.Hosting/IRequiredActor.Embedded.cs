namespace Kamisama.Actors.Hosting;

/// <summary>The actor that a type names, for services that talk to it: the twin of the interface in Akka.Hosting.</summary>
/// <typeparam name="TKey">The type that names the actor: that of AddWorkerPool, or <see cref="WorkerPool"/> for the first pool without one.</typeparam>
public interface IRequiredActor<TKey>
{
    /// <summary>The actor.</summary>
    /// <exception cref="InvalidOperationException">No pool has that type, or the host has not started it yet.</exception>
    IActorRef ActorRef { get; }

    /// <summary>The actor, when it has been started.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">No pool has that type.</exception>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}
