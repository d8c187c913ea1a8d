namespace Kamisama.Runtime;

/// <summary>Short forms for <see cref="IActorRefFactory"/>.</summary>
public static class ActorRefFactoryExtensions
{
    /// <summary>Makes a child from a class with a parameterless constructor.</summary>
    /// <typeparam name="TActor">The class of the actor.</typeparam>
    /// <param name="factory">The parent to be.</param>
    /// <param name="name">Unique among the living siblings; <see langword="null"/> for a generated one.</param>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null)
        where TActor : ActorBase, new()
    {
        ArgumentNullException.ThrowIfNull(factory);
        return factory.ActorOf(Props.Create<TActor>(), name);
    }

    /// <summary>Actors by path, from an actor on.</summary>
    /// <param name="factory">A context or a system; it does not matter which.</param>
    /// <param name="anchorRef">Where the path begins.</param>
    /// <param name="actorPath">The path, relative to that.</param>
    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath) => new(anchorRef, actorPath);
}
