namespace Kamisama.Runtime.TestKit;

/// <summary>An actor on the calling thread (<see cref="CallingThreadDispatcher"/>), whose instance a test can look into.</summary>
/// <typeparam name="TActor">The class of the actor.</typeparam>
public class TestActorRef<TActor> : IInternalActorRef, IActorRefStandIn
    where TActor : ActorBase
{
    private readonly LocalActorRef _ref;

    /// <summary>Makes the actor. Its constructor and <c>PreStart</c> have run when this returns.</summary>
    /// <param name="system">The system.</param>
    /// <param name="actorProps">The recipe.</param>
    /// <param name="supervisor">Its parent, an actor; <see langword="null"/>: the user guardian.</param>
    /// <param name="name">Unique among the living siblings; <see langword="null"/> for a generated one.</param>
    public TestActorRef(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(actorProps);
        Props props = actorProps.OnCallingThread();
        _ref = (LocalActorRef)(supervisor is null ? system.ActorOf(props, name) : CellOf(supervisor).ActorOf(props, name));
    }

    /// <summary>The plain ref.</summary>
    public IActorRef Ref => _ref;

    /// <inheritdoc/>
    public ActorPath Path => _ref.Path;

    /// <summary>The present instance. A restart makes another one.</summary>
    /// <exception cref="IllegalActorStateException">The actor has stopped, or could not be made.</exception>
    public TActor UnderlyingActor => (TActor?)_ref.Cell.Instance ?? throw new IllegalActorStateException(
        $"{_ref} has no instance: it has stopped, or its constructor or PreStart threw. Look at its log, or watch it.");

    /// <summary>
    /// Handles a message on this thread, past the mailbox: what the actor throws is thrown here, and no supervisor gets to know it.
    /// </summary>
    /// <remarks>Only while nobody else sends to the actor.</remarks>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom it may answer.</param>
    public void Receive(object message, IActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        _ref.Cell.ReceiveNow(message, sender);
    }

    /// <summary>Sends with the running actor, or the test, as the sender.</summary>
    /// <param name="message">The message.</param>
    public void Tell(object message) => ((IActorRef)_ref).Tell(message);

    /// <inheritdoc/>
    public void Tell(object message, IActorRef? sender) => _ref.Tell(message, sender);

    /// <summary>Sends on with the sender of the message in hand.</summary>
    /// <param name="message">The message.</param>
    public void Forward(object message) => ((IActorRef)_ref).Forward(message);

    /// <summary>Lets this actor watch another one.</summary>
    /// <param name="subject">Whom to watch.</param>
    public void Watch(IActorRef subject) => _ref.Cell.Watch(subject);

    /// <summary>Ends the watch.</summary>
    /// <param name="subject">Whom not to watch any longer.</param>
    public void Unwatch(IActorRef subject) => _ref.Cell.Unwatch(subject);

    /// <summary>Whether the other is this ref or the plain one.</summary>
    /// <param name="other">The ref to compare with.</param>
    public bool Equals(IActorRef? other) => Equals((object?)other);

    /// <summary>Whether the other is this ref or the plain one.</summary>
    /// <param name="obj">The ref to compare with.</param>
    public override bool Equals(object? obj) =>
        ReferenceEquals(this, obj) || _ref.Equals(obj is IActorRefStandIn standIn ? standIn.Ref : obj);

    /// <inheritdoc/>
    public override int GetHashCode() => _ref.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other) => _ref.CompareTo(other);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => _ref.CompareTo(obj);

    /// <inheritdoc/>
    public override string ToString() => $"TestActor[{Path}]";

    /// <summary>Whether both are the same actor.</summary>
    /// <param name="testActorRef">One.</param>
    /// <param name="actorRef">The other.</param>
    public static bool operator ==(TestActorRef<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef?.Equals(actorRef) ?? actorRef is null;

    /// <summary>Whether they are two actors.</summary>
    /// <param name="testActorRef">One.</param>
    /// <param name="actorRef">The other.</param>
    public static bool operator !=(TestActorRef<TActor>? testActorRef, IActorRef? actorRef) => !(testActorRef == actorRef);

    /// <summary>Whether both are the same actor.</summary>
    /// <param name="actorRef">One.</param>
    /// <param name="testActorRef">The other.</param>
    public static bool operator ==(IActorRef? actorRef, TestActorRef<TActor>? testActorRef) => testActorRef == actorRef;

    /// <summary>Whether they are two actors.</summary>
    /// <param name="actorRef">One.</param>
    /// <param name="testActorRef">The other.</param>
    public static bool operator !=(IActorRef? actorRef, TestActorRef<TActor>? testActorRef) => !(testActorRef == actorRef);

    private static ActorCell CellOf(IActorRef supervisor) =>
        (InternalActorRef.Behind(supervisor) as LocalActorRef)?.Cell ?? throw new ArgumentException(
            $"{supervisor} can't be a supervisor: it is no actor. Pass the ref of an actor.", nameof(supervisor));
}
