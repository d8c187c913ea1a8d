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

/// <summary>
/// A ref that the runtime itself made. It adds nothing for users; it is public because Akka's strategies name it
/// (<see cref="SupervisorStrategy.HandleChildTerminated"/>).
/// </summary>
public interface IInternalActorRef : IActorRef;
