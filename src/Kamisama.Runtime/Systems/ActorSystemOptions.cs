using Microsoft.Extensions.Logging;

namespace Kamisama.Runtime;

/// <summary>How a system differs from the default one. This class is the runtime's own; Akka.NET is configured by HOCON.</summary>
public sealed class ActorSystemOptions
{
    /// <summary>The clock of everything in the system: timers, scheduler, receive timeouts, restart windows, <c>Ask</c>.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the <see cref="LogEvent"/>s go, besides the subscribers of the event stream.</summary>
    /// <remarks>The category of a line is the class of its source; the line begins with the actor's path.</remarks>
    /// <value><see langword="null"/>: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Makes the scheduler, for tests that cast it; null for the usual one. All schedulers run on <see cref="TimeProvider"/>.</summary>
    internal Func<ActorSystem, IScheduler>? Scheduler { get; set; }

    /// <summary>Takes each turn of an actor, to run it in the order given; null for the thread pool. For simulations.</summary>
    internal Action<IThreadPoolWorkItem>? Executor { get; set; }

    /// <summary>The lowest level that is logged, before the factory's own filters. <c>akka.loglevel</c> in Akka.NET.</summary>
    /// <value><see cref="LogLevel.InfoLevel"/>.</value>
    public LogLevel LogLevel { get; set; } = LogLevel.InfoLevel;

    /// <summary>
    /// How many dead letters and unhandled messages are logged, at info level, before the log pauses; 0 for none, <see cref="int.MaxValue"/>
    /// for all. They are published on the event stream in any case. <c>akka.log-dead-letters</c> in Akka.NET.
    /// </summary>
    /// <value>10.</value>
    public int LogDeadLetters { get; set; } = 10;

    /// <summary>How long that pause is. <c>akka.log-dead-letters-suspend-duration</c> in Akka.NET.</summary>
    /// <value>5 minutes; <see langword="null"/> for ever.</value>
    public TimeSpan? LogDeadLettersSuspendDuration { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether they are logged after <see cref="ActorSystem.Terminate"/> too. <c>akka.log-dead-letters-during-shutdown</c> in Akka.NET.</summary>
    /// <value>False.</value>
    public bool LogDeadLettersDuringShutdown { get; set; }

    /// <summary>How the user guardian supervises top-level actors. If it escalates, the system ends.</summary>
    /// <value><see cref="SupervisorStrategy.DefaultStrategy"/>.</value>
    public SupervisorStrategy GuardianStrategy { get; set; } = SupervisorStrategy.DefaultStrategy;

    /// <summary>
    /// Phases of <see cref="CoordinatedShutdown"/> that differ from the default, by name. <c>akka.coordinated-shutdown.phases</c> in Akka.NET.
    /// </summary>
    /// <value>Empty.</value>
    public Dictionary<string, ShutdownPhase> ShutdownPhases { get; } = [];
}
