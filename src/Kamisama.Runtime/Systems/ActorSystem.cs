namespace Kamisama.Runtime;

/// <summary>A hierarchy of actors, and what they share. All members may be called from any thread.</summary>
public sealed partial class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly LocalActorRef _userGuardian;
    private readonly LocalActorRef _systemGuardian;
    private readonly SystemLogs _logs;
    private readonly IReadOnlyDictionary<string, ShutdownPhase> _shutdownPhases;
    private long _lastUid;

    private ActorSystem(string name, ActorSystemOptions options)
    {
        Name = name;
        _shutdownPhases = CoordinatedShutdown.Check(options.ShutdownPhases);
        TimeProvider = options.TimeProvider;
        Executor = options.Executor;
        RootPath = ActorPath.RootOf(name);
        EventStream = new EventStream(this);
        DeadLetterRef = new DeadLetterRef(this, RootPath.Child("deadLetters", uid: 0));
        Scheduler = options.Scheduler?.Invoke(this) ?? new Scheduler(this);
        _logs = new SystemLogs(this, options);
        RootRef = new RootGuardian(this, RootPath);
        _userGuardian = new LocalActorRef(this, Guardian.Props(options.GuardianStrategy), RootRef, "user", isGuardian: true);
        _userGuardian.Cell.Mailbox.Start();

        // Not started: it costs a turn only when it first has something to do.
        _systemGuardian = new LocalActorRef(this, Guardian.Props(SupervisorStrategy.DefaultStrategy), RootRef, "system", isGuardian: true);
    }

    /// <summary>The name given to <c>Create</c>.</summary>
    public string Name { get; }

    /// <summary>Publish and subscribe.</summary>
    public EventStream EventStream { get; }

    /// <summary>Where messages go that nobody can take.</summary>
    public IActorRef DeadLetters => DeadLetterRef;

    /// <summary>Sends later.</summary>
    public IScheduler Scheduler { get; }

    /// <summary>The log of the system itself.</summary>
    public ILoggingAdapter Log => _logs.System;

    /// <summary>The clock of everything in the system. This property is the runtime's own.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Who runs the turns; null: the thread pool.</summary>
    internal Action<IThreadPoolWorkItem>? Executor { get; }

    /// <summary>How tasks for answers are made: with an executor of our own, nothing hops to the thread pool.</summary>
    internal TaskCreationOptions PromiseOptions =>
        Executor is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None;

    internal DeadLetterRef DeadLetterRef { get; }

    internal ActorPath RootPath { get; }

    internal InternalActorRef RootRef { get; }

    internal LocalActorRef[] Guardians => [_userGuardian, _systemGuardian];

    internal SystemLogs Logs => _logs;

    /// <summary>Starts a system with the default options.</summary>
    /// <param name="name">ASCII letters, digits and <c>-</c>, beginning with a letter or digit.</param>
    public static ActorSystem Create(string name) => Create(name, new ActorSystemOptions());

    /// <summary>Starts a system.</summary>
    /// <param name="name">ASCII letters, digits and <c>-</c>, beginning with a letter or digit.</param>
    /// <param name="options">How it differs from the default; read now, once.</param>
    /// <exception cref="ArgumentException">The name or an option can't be.</exception>
    public static ActorSystem Create(string name, ActorSystemOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckName(name);
        return new ActorSystem(name, options);
    }

    /// <summary>Makes a top-level actor, a child of <c>/user</c>.</summary>
    /// <inheritdoc/>
    public IActorRef ActorOf(Props props, string? name = null) => _userGuardian.Cell.ActorOf(props, name);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(ActorPath actorPath) => Runtime.ActorSelection.Of(actorPath, this);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(string actorPath) => Runtime.ActorSelection.Of(actorPath, this, RootRef);

    /// <summary>Stops an actor, with its children; see <see cref="IActorContext.Stop"/>.</summary>
    /// <param name="actor">Any actor of the system.</param>
    public void Stop(IActorRef actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        InternalActorRef.Behind(actor)?.Stop();
    }

    /// <inheritdoc/>
    public override string ToString() => RootPath.ToString();

    internal long NextUid() => Interlocked.Increment(ref _lastUid);

    /// <summary>Makes an actor below <c>/system</c>, which outlives all of <c>/user</c>.</summary>
    internal IActorRef SystemActorOf(Props props, string? name = null) => _systemGuardian.Cell.ActorOf(props, name);

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        for (int i = 0; i < name.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(name[i]) && (name[i] is not '-' || i == 0))
            {
                throw new ArgumentException(
                    $"Cannot create an actor system named '{name}': use ASCII letters, digits and '-', and begin with a letter or digit.", nameof(name));
            }
        }
    }
}
