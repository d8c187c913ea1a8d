namespace Kamisama.Runtime.TestKit;

/// <summary>
/// A test actor beside the test's own, with expectations of its own. Pass its <see cref="Ref"/>; the probe itself is a ref as well.
/// </summary>
public class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef, IActorRefStandIn
{
    internal TestProbe(ActorSystem system, TestKitSettings settings, string? name)
        : base(system, settings, name)
    {
    }

    /// <summary>The probe's actor.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>Who sent the message that was taken last; the dead letters if nobody did.</summary>
    /// <exception cref="IllegalActorStateException">The last wait ended without a message, or there was none.</exception>
    public IActorRef Sender => LastSender;

    /// <inheritdoc/>
    ActorPath IActorRef.Path => TestActor.Path;

    /// <summary>Sends with the probe as the sender.</summary>
    /// <param name="actor">To whom.</param>
    /// <param name="message">What.</param>
    public void Send(IActorRef actor, object message)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Tell(message, TestActor);
    }

    /// <summary>Sends with <see cref="Sender"/> as the sender.</summary>
    /// <param name="actor">To whom.</param>
    /// <param name="message">What.</param>
    public void Forward(IActorRef actor, object message)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Tell(message, Sender);
    }

    /// <summary>Sends the message that was taken last on, with its own sender.</summary>
    /// <param name="actor">To whom.</param>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage);

    /// <summary>Answers the sender of the message that was taken last.</summary>
    /// <param name="message">The answer.</param>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>Makes a child of the probe, from a class with a parameterless constructor.</summary>
    /// <typeparam name="T">The class of the actor.</typeparam>
    /// <param name="name">Unique among its living siblings.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    public IActorRef ChildActorOf<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase, new() => ChildActorOf(Props.Create<T>(), name, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase, new() => ChildActorOfAsync(Props.Create<T>(), name, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string, CancellationToken)"/>
    public IActorRef ChildActorOf<T>(CancellationToken cancellationToken = default)
        where T : ActorBase, new() => ChildActorOf(Props.Create<T>(), cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync<T>(CancellationToken cancellationToken = default)
        where T : ActorBase, new() => ChildActorOfAsync(Props.Create<T>(), cancellationToken);

    /// <summary>A probe can't make probes.</summary>
    /// <param name="name">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    [Obsolete("Cannot create a TestProbe from a TestProbe", true)]
#pragma warning disable CS0809 // As Akka.TestKit: a mistake when written down, so an error at compile time.
    public override TestProbe CreateTestProbe(string? name = null) =>
#pragma warning restore CS0809
        throw new NotSupportedException("Cannot create a TestProbe from a TestProbe. Create it from the test.");

    /// <inheritdoc/>
    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    /// <summary>Whether the other is this probe or its actor.</summary>
    /// <param name="other">The ref to compare with.</param>
    public bool Equals(IActorRef? other) => Equals((object?)other);

    /// <summary>Whether the other is this probe or its actor.</summary>
    /// <param name="obj">The ref to compare with.</param>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj) || TestActor.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => TestActor.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => TestActor.CompareTo(obj);

    /// <inheritdoc/>
    public override string ToString() => $"TestProbe({TestActor})";
}
