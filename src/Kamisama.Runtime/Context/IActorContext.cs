namespace Kamisama.Runtime;

/// <summary>What an actor sees of its surroundings. Use it only in the actor's own turn; never after an <c>await</c>, never from a callback.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>The actor's own ref; the same over all restarts.</summary>
    IActorRef Self { get; }

    /// <summary>The recipe that the actor was made from.</summary>
    Props Props { get; }

    /// <summary>Who sent the message in hand; the dead letters if nobody did.</summary>
    IActorRef Sender { get; }

    /// <summary>The system that the actor lives in.</summary>
    ActorSystem System { get; }

    /// <summary>The actor's supervisor.</summary>
    IActorRef Parent { get; }

    /// <summary>The time that was set by <see cref="SetReceiveTimeout"/>, or <see langword="null"/>.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>
    /// Changes what the next messages meet. The first call puts the behaviour on top of the initial one, a later one replaces the top,
    /// so <see cref="UnbecomeStacked"/> always finds the initial one.
    /// </summary>
    /// <param name="receive">The new behaviour; returns whether it knew the message.</param>
    void Become(Receive receive);

    /// <summary>Puts a behaviour on top of the present one.</summary>
    /// <param name="receive">The new behaviour; returns whether it knew the message.</param>
    void BecomeStacked(Receive receive);

    /// <summary>Takes the top behaviour off. The initial one stays. A restart also goes back to the initial one.</summary>
    void UnbecomeStacked();

    /// <summary>The child of that name, also while it is stopping, or <see cref="ActorRefs.Nobody"/>.</summary>
    /// <param name="name">The name of the child.</param>
    IActorRef Child(string name);

    /// <summary>The children at this moment, those that are stopping included. A snapshot, so stopping them in a loop is safe.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>
    /// Asks for a <see cref="ReceiveTimeout"/> message whenever the given time has passed since the last message. Messages marked
    /// <see cref="INotInfluenceReceiveTimeout"/> do not count.
    /// </summary>
    /// <param name="timeout">The time, or <see langword="null"/> to end it.</param>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>
    /// Stops an actor: it finishes the message in hand, stops its children, runs <c>PostStop</c>; what is left in its mailbox becomes
    /// dead letters. Returns at once; the name is free only when the actor is gone.
    /// </summary>
    /// <param name="child">A child, oneself, or any other actor.</param>
    void Stop(IActorRef child);
}
