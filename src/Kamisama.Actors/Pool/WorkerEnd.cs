using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>The facts about the end of one incarnation.</summary>
/// <param name="Exit">How its process ended.</param>
/// <param name="Uptime">How long it ran.</param>
/// <param name="Cause">Who ended it.</param>
/// <param name="GraceElapsed">Whether it was killed because its grace period was over.</param>
internal sealed record WorkerEnd(ProcessExit Exit, TimeSpan Uptime, WorkerEndCause Cause = WorkerEndCause.Itself, bool GraceElapsed = false)
{
    /// <summary>More about the cause: the last failure of a probe, how long it was silent.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether it was sent KILL.</summary>
    public bool IsKilled { get; init; }

    /// <summary>How long it took to become ready; <see langword="null"/>: it never was, or the pool has no readiness.</summary>
    public TimeSpan? ReadyAfter { get; init; }

    /// <summary>The last lines of its standard error, if they were asked for.</summary>
    public IReadOnlyList<string> LastErrorLines { get; init; } = [];

    /// <summary>Whether it was told to end so that a new one takes its place: no fault, and no respawn in the sense of the limit.</summary>
    public bool IsReplacement => Cause is WorkerEndCause.Age or WorkerEndCause.Memory or WorkerEndCause.RollingRestart;
}
