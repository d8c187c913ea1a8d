namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <inheritdoc cref="ActorSystem.ActorOf"/>
    public IActorRef ActorOf(Props props, string? name = null) => Sys.ActorOf(props, name);

    /// <summary>Makes a top-level actor from a class with a parameterless constructor.</summary>
    /// <typeparam name="TActor">The class of the actor.</typeparam>
    /// <param name="name">Unique among the living top-level actors; <see langword="null"/> for a generated one.</param>
    public IActorRef ActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    /// <summary>Makes a top-level actor from a constructor call.</summary>
    /// <typeparam name="TActor">The class of the actor.</typeparam>
    /// <param name="factory">A bare <c>new</c>; see <see cref="Props.Create{TActor}(Func{TActor}, SupervisorStrategy?)"/>.</param>
    /// <param name="name">Unique among the living top-level actors; <see langword="null"/> for a generated one.</param>
    public IActorRef ActorOf<TActor>(Func<TActor> factory, string? name = null)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>Makes a child of the test actor.</summary>
    /// <param name="props">The recipe.</param>
    /// <param name="name">Unique among its living siblings.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    public IActorRef ChildActorOf(Props props, string name, CancellationToken cancellationToken = default) =>
        Finish(ChildActorOfAsync(props, name, cancellationToken));

    /// <inheritdoc cref="ChildActorOf(Props, string, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(Props props, string name, CancellationToken cancellationToken = default) =>
        Spawn(props, name, cancellationToken);

    /// <summary>Makes a child of the test actor.</summary>
    /// <param name="props">The recipe.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) =>
        Finish(ChildActorOfAsync(props, cancellationToken));

    /// <inheritdoc cref="ChildActorOf(Props, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        Spawn(props, null, cancellationToken);

    /// <summary>Makes a probe: one more test actor in the same system, with expectations of its own.</summary>
    /// <param name="name">Its name below <c>/system</c>; <see langword="null"/> for a generated one.</param>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    /// <summary>Makes a probe in another system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="name">Its name below <c>/system</c>; <see langword="null"/> for a generated one.</param>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new TestProbe(system, TestKitSettings, name);
    }

    /// <summary>Makes a latch that opens when it has been counted down.</summary>
    /// <param name="count">How often.</param>
    public virtual TestLatch CreateTestLatch(int count = 1) => new(Dilated, count, TestKitSettings.DefaultTimeout);

    /// <summary>Makes an actor that runs on the thread of whoever sends to it.</summary>
    /// <typeparam name="TActor">The class of the actor.</typeparam>
    /// <param name="props">The recipe.</param>
    /// <param name="supervisor">Its parent; <see langword="null"/>: the user guardian.</param>
    /// <param name="name">Unique among the living siblings; <see langword="null"/> for a generated one.</param>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, IActorRef? supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, props, supervisor, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef?, string?)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, string? name = null)
        where TActor : ActorBase => new(Sys, props, null, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef?, string?)"/>
    /// <param name="factory">A bare <c>new</c>; see <see cref="Props.Create{TActor}(Func{TActor}, SupervisorStrategy?)"/>.</param>
    /// <param name="supervisor">Its parent; <see langword="null"/>: the user guardian.</param>
    /// <param name="name">Unique among the living siblings; <see langword="null"/> for a generated one.</param>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Func<TActor> factory, IActorRef? supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), supervisor, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Func{TActor}, IActorRef?, string?)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Func<TActor> factory, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), null, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef?, string?)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(IActorRef? supervisor, string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), supervisor, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef?, string?)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), null, name);

    private Task<IActorRef> Spawn(Props props, string? name, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(props);
        return Obeyed(done => new TestActorCommand.Spawn(props, name, done), token);
    }
}
