namespace Kamisama.Actors;

/// <summary>Who or what ended a worker.</summary>
public enum WorkerEndCause
{
    /// <summary>Nobody here: it ended by itself, or somebody else sent it a signal.</summary>
    Itself,

    /// <summary>The pool shrinks.</summary>
    Retired,

    /// <summary>The pool stops.</summary>
    PoolStopped,

    /// <summary>A rolling restart.</summary>
    RollingRestart,

    /// <summary>Its maximum age or maximum uptime.</summary>
    Age,

    /// <summary>Its memory limit.</summary>
    Memory,

    /// <summary>It was not ready within the start timeout.</summary>
    StartTimeout,

    /// <summary>Its heartbeat was overdue.</summary>
    Watchdog,

    /// <summary>Too many of its liveness probes failed.</summary>
    Liveness,
}
