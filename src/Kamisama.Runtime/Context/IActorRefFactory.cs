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

    /// <summary>The actors of a whole path; of a path in another system, nobody.</summary>
    /// <param name="actorPath">The path; its uid does not count.</param>
    ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>Actors by path, see there. Finding them is done for each message, not now.</summary>
    /// <param name="actorPath">
    /// From the root if it begins with <c>/</c>, else from here: an actor's context means the actor, a system means the root. A whole path,
    /// as <see cref="ActorPath.ToString"/> gives it, will do too. Empty or <see langword="null"/>: the dead letters.
    /// </param>
    ActorSelection ActorSelection(string actorPath);
}
