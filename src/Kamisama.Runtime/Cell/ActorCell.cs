namespace Kamisama.Runtime;

/// <summary>
/// One actor over all its incarnations. Everything here happens in the actor's turn, unless a comment says otherwise.
/// </summary>
/// <remarks>
/// <code>
///   Create ──▶ running ──failure──▶ failed (suspended, Failed sent) ──Recreate──▶ waits for children of PreRestart ──▶ running
///                 │                        │ Resume ──▶ running
///                 └──────Terminate─────────┴──▶ stopping (waits for all children) ──▶ PostStop, mailbox closed, parent and watchers told
/// </code>
/// </remarks>
internal sealed partial class ActorCell : IUntypedActorContext
{
    [ThreadStatic]
    private static ActorCell? t_current;

    private readonly InternalActorRef _parent;
    private readonly Props _props;
    private ActorBase? _actor;

    // After PreRestart the instance is done with, but stays until the next one exists: a stop in between runs its PostStop, as in Akka.
    private bool _retired;

    private object? _message;
    private IActorRef? _sender;

    internal ActorCell(ActorSystem system, LocalActorRef self, Props props, InternalActorRef parent, bool isGuardian)
    {
        SystemImpl = system;
        SelfRef = self;
        _props = props;
        _parent = parent;
        Mailbox = new Mailbox(this);
        Mailbox.Prime(new SystemMessage.Create());
        _children = isGuardian ? new Children() : null;
    }

    /// <summary>The cell whose turn runs on this thread.</summary>
    internal static ActorCell? Current
    {
        get => t_current;
        set => t_current = value;
    }

    internal ActorSystem SystemImpl { get; }

    internal LocalActorRef SelfRef { get; }

    internal InternalActorRef ParentRef => _parent;

    internal Mailbox Mailbox { get; }

    public IActorRef Self => SelfRef;

    public IActorRef Sender => _sender ?? SystemImpl.DeadLetters;

    public IActorRef Parent => _parent;

    public ActorSystem System => SystemImpl;

    public Props Props => _props;

    internal void ToDeadLetters(UserMessage message) => SystemImpl.DeadLetterRef.Publish(message.Message, message.Sender, SelfRef);

    /// <summary>Any thread: a system message that came too late.</summary>
    internal void ToDeadLetters(SystemMessage message)
    {
        if (message is SystemMessage.Watch watch && !ReferenceEquals(watch.Watcher, SelfRef))
        {
            watch.Watcher.SendSystem(new SystemMessage.DeathWatchNotification(SelfRef, existenceConfirmed: false));
        }
    }

    private SupervisorStrategy Strategy =>
        _props.SupervisorStrategy ?? _actor?.StrategyOfInstance() ?? SupervisorStrategy.DefaultStrategy;
}
