namespace Kamisama.Actors;

/// <summary>How a pool is stopped. Later values are more urgent; a stop in progress can only become more urgent.</summary>
public enum StopMode
{
    /// <summary>The stop signal, and as long as it takes (SIGQUIT).</summary>
    Drain,

    /// <summary>The stop signal, the grace period, then KILL (SIGTERM, SIGINT).</summary>
    Graceful,

    /// <summary>KILL at once (a second SIGTERM or SIGINT).</summary>
    Immediate,
}
