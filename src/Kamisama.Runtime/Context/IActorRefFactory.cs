namespace Kamisama.Runtime;

/// <summary>What can make actors: a system (below <c>/user</c>) and an actor's context (below itself).</summary>
public interface IActorRefFactory
{
    /// <summary>Makes a child. Returns at once: constructor and <c>PreStart</c> run in the child's own turn.</summary>
    /// <param name="props">The recipe.</param>
    /// <param name="name">Unique among the living siblings; <see langword="null"/> for a generated one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken, or not valid.</exception>
    /// <exception cref="InvalidOperationException">The parent is stopping.</exception>
    IActorRef ActorOf(Props props, string? name = null);
}
