using Microsoft.Extensions.Logging;

namespace Kamisama.Runtime;

/// <summary>How a system differs from the default one. This class is the runtime's own; Akka.NET is configured by HOCON.</summary>
public sealed class ActorSystemOptions
{
    /// <summary>The clock of everything in the system: timers, scheduler, receive timeouts, restart windows, <c>Ask</c>.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the logs go.</summary>
    /// <value><see langword="null"/>: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Makes the scheduler, for tests that cast it; null for the usual one. All schedulers run on <see cref="TimeProvider"/>.</summary>
    internal Func<ActorSystem, IScheduler>? Scheduler { get; set; }

    /// <summary>How the user guardian supervises top-level actors. If it escalates, the system ends.</summary>
    /// <value><see cref="SupervisorStrategy.DefaultStrategy"/>.</value>
    public SupervisorStrategy GuardianStrategy { get; set; } = SupervisorStrategy.DefaultStrategy;
}
