namespace Kamisama.Actors;

/// <summary>What kind of end a worker came to; the key of <see cref="WorkerPoolOptions.ExitRules"/>.</summary>
public enum ExitClass
{
    /// <summary>By itself, with one of <see cref="WorkerPoolOptions.SuccessExitCodes"/>.</summary>
    Clean,

    /// <summary>By itself, with any other code, or with a status that the kernel did not tell.</summary>
    Failed,

    /// <summary>By a signal that the master did not send.</summary>
    Signalled,

    /// <summary>Because of memory: by the kernel, where that can be told, or by the master, which replaced it at its memory limit.</summary>
    KilledForMemory,

    /// <summary>It was not ready in time, was found to hang, or had to be killed when its grace period was over.</summary>
    TimedOut,

    /// <summary>Its program never ran.</summary>
    CouldNotStart,

    /// <summary>It was told to end because the pool shrinks or stops.</summary>
    Retired,

    /// <summary>It was told to end so that a new one takes its place: age, or a rolling restart.</summary>
    Recycled,
}
