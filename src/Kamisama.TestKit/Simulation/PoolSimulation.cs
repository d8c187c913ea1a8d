using Kamisama.Processes;

namespace Kamisama.TestKit;

/// <summary>
/// A pool on simulated processes in virtual time. Nothing happens by itself: time passes, and actors run, inside of the calls to
/// this object, on the thread of the caller. The same seed and the same calls give the same events.
/// </summary>
/// <remarks>
/// The pool starts with the first call that looks at it or lets time pass; set <see cref="Host"/> up before. After each virtual
/// moment the rules are checked that every pool keeps: at most one process for a worker, none started after the decision to stop,
/// each end reported exactly once, no more processes than places, nobody left when the pool is over. One that is broken is a
/// <see cref="SimulationException"/>. Not safe for several threads; and work that user code gives to other threads is not waited for.
/// </remarks>
public sealed partial class PoolSimulation : IDisposable
{
    /// <summary>More than this at one virtual moment is a loop: 10,000 workers start in much less.</summary>
    private const int MostTurnsAtOnce = 300_000;

    private readonly SimulatedSystem _system = new();
    private readonly SimulationEvents _events;
    private readonly PoolInvariants _invariants;
    private readonly WorkerPoolFront _front;
    private readonly IActorRef _inbox;
    private object? _answer;
    private bool _isStarted;
    private bool _isRunning;

    /// <summary>A pool that has not started yet.</summary>
    /// <param name="options">The pool. A command is not needed.</param>
    /// <param name="script">How the processes behave; see <see cref="SimulatedProcessHost.Script"/>. Default: they run for ever.</param>
    /// <param name="seed">What all chance is drawn from.</param>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong.</exception>
    public PoolSimulation(WorkerPoolOptions options, Func<SimulatedStart, ProcessScript>? script = null, int seed = 42)
        : this(options, script, seed, state => Props.Create(() => new MasterActor(state)))
    {
    }

    /// <summary>The same with another master: one with a bug.</summary>
    internal PoolSimulation(WorkerPoolOptions options, Func<SimulatedStart, ProcessScript>? script, int seed, Func<MasterState, Props> master)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = options with { Command = options.Command ?? new ProcessSpec { FileName = "simulated" }, Seed = options.Seed ?? seed };
        WorkerPoolOptionsValidator.ThrowIfInvalid(options, needsCommand: true);
        Seed = seed;
        Host = new SimulatedProcessHost(_system.Time, seed);
        Host.Script = script ?? Host.Script;
        var state = new MasterState(options, Host, _system.Time);
        _events = new SimulationEvents(Failure);
        _invariants = new PoolInvariants(state, Host);
        Host.OnStart = _invariants.Started;
        Host.OnEnd = _invariants.Ended;
        Host.OnExitTold = _invariants.ExitTold;
        _inbox = _system.System.ActorOf(Props.Create(() => new Inbox(options.Name, Note, Answer)), "simulation");
        _system.System.EventStream.Subscribe(_inbox, typeof(SupervisionEvent));
        _front = WorkerPool.FrontOf(state, _system.System.ActorOf(master(state), options.Name));
    }

    /// <summary>What all chance is drawn from.</summary>
    public int Seed { get; }

    /// <summary>The processes.</summary>
    public SimulatedProcessHost Host { get; }

    /// <summary>The virtual clock, for code of your own. It begins at 1970-01-01.</summary>
    public TimeProvider Time => _system.Time;

    /// <summary>The virtual time since the beginning.</summary>
    public TimeSpan Now => _system.Time.GetElapsedTime(0);

    /// <summary>The actor system, for actors of your own, which run in the simulation too.</summary>
    public ActorSystem System => _system.System;

    /// <summary>The master, for messages of your own.</summary>
    public IActorRef Master => _front.Master;

    /// <summary>The pool as code of your own sees it. Its answers come when the simulation runs: don't wait for one before.</summary>
    public IWorkerPool Pool => _front;

    /// <summary>What the pool has told so far.</summary>
    public SimulationEvents Events
    {
        get
        {
            Settle();
            return _events;
        }
    }

    /// <summary>The same without a look at the pool, which would let it start: for who must not miss its first events.</summary>
    internal SimulationEvents EventsBeforeStart => _events;

    /// <summary>Why the pool is over; <see langword="null"/>: it is not.</summary>
    public PoolOutcome? Outcome
    {
        get
        {
            Settle();
            return _front.Completion.IsCompleted ? _front.Completion.Result : null;
        }
    }

    /// <summary>See <see cref="Turns.Choose"/>.</summary>
    internal Func<int, int>? ChooseTurn
    {
        set => _system.Turns.Choose = value;
    }

    /// <summary>Ends the actor system. Simulated processes need no end.</summary>
    public void Dispose() => _system.Turns.RunUntil(_system.System.Terminate());

    private void Note(SupervisionEvent supervisionEvent)
    {
        _events.Add(Now, supervisionEvent);
        _invariants.Told(supervisionEvent);
    }

    private void Answer(object answer) => _answer = answer;

    private SimulationException Failure(string what) => new(
        $"{what} It is {RecordedEvent.Stamp(Now)}; seed {Seed}.{(_events.Total == 0 ? "" : $" The last events:\n{_events.Timeline(LastEventsShown)}")}", Seed, Now);
}
