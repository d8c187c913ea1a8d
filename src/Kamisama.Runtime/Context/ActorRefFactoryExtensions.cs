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
}
