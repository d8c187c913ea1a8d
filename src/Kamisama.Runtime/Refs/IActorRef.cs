namespace Kamisama.Runtime;

/// <summary>
/// The address of one actor. It stays valid over restarts, may be passed to any thread, and tells nothing about whether the
/// actor still lives: watch it to know (<see cref="ICanWatch.Watch"/>).
/// </summary>
/// <remarks>Two actors that bear the same name one after the other have different refs: the uid in the path differs.</remarks>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    /// <summary>Where the actor stands in the hierarchy.</summary>
    ActorPath Path { get; }
}
