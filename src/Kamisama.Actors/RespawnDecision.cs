namespace Kamisama.Actors;

/// <summary>What the pool does about a worker that has ended.</summary>
public enum RespawnDecision
{
    /// <summary>Start the next incarnation in the same slot.</summary>
    Respawn,

    /// <summary>By its restart mode or by its exit code it is not to be respawned: its slot is given up.</summary>
    Finish,

    /// <summary>It was to take over from another worker and ended before it was ready: its slot is given up, the other worker stays.</summary>
    Discard,

    /// <summary>The worker was retired: its slot is given up, and its end counts as nothing.</summary>
    Retire,

    /// <summary>The pool is stopping: nothing is started any more.</summary>
    Stop,

    /// <summary>The respawn limit forbids the respawn: the pool gives up.</summary>
    GiveUp,

    /// <summary>No worker ever ran, and this one can't be started: the pool gives up before it began.</summary>
    CouldNotStart,
}
