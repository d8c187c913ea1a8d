using System.Diagnostics;

namespace Kamisama.Actors;

/// <summary>
/// How a worker is ended: told to take no new work, if the pool has a signal for that; asked to end; killed when the grace period is
/// over; waited for again; reported if even that failed.
/// </summary>
internal sealed record StopSequence(
    int StopSignal, TimeSpan? GracePeriod, TimeSpan KillDelay, int? QuietSignal = null, TimeSpan QuietPeriod = default)
{
    private const int SigKill = 9;

    /// <summary>The first step.</summary>
    public StopStep Begin() => At(QuietSignal is null ? StopPhase.Asked : StopPhase.Quieted);

    /// <summary>The step that follows when the wait of <paramref name="phase"/> is over, or is cut short.</summary>
    public StopStep After(StopPhase phase) => At(phase + 1);

    /// <summary>The same, with a grace period that is at most this: a stop in progress never becomes less urgent.</summary>
    /// <param name="gracePeriod"><see langword="null"/>: no limit.</param>
    public StopSequence NoLongerThan(TimeSpan? gracePeriod) =>
        gracePeriod is { } limit && !(GracePeriod <= limit) ? this with { GracePeriod = limit } : this;

    /// <summary>The step of a phase.</summary>
    /// <remarks>A grace period of zero means that nobody waits, not that the worker has no time: it is asked, never killed.</remarks>
    public StopStep At(StopPhase phase) => phase switch
    {
        StopPhase.Quieted => new(StopPhase.Quieted, QuietSignal, QuietPeriod),
        StopPhase.Asked => new(StopPhase.Asked, StopSignal, GracePeriod == TimeSpan.Zero ? null : GracePeriod),
        StopPhase.Killed => new(StopPhase.Killed, SigKill, KillDelay),
        StopPhase.Abandoned => new(StopPhase.Abandoned, null, null),
        _ => throw new UnreachableException("An abandoned worker has no further step."),
    };
}

/// <summary>How far the end of a worker has come.</summary>
internal enum StopPhase
{
    /// <summary>The quiet signal was sent: it takes no new work.</summary>
    Quieted,

    /// <summary>The stop signal was sent.</summary>
    Asked,

    /// <summary>KILL was sent.</summary>
    Killed,

    /// <summary>Even KILL did not end it in time: it is reported and left behind.</summary>
    Abandoned,
}

/// <summary>One step of a <see cref="StopSequence"/>.</summary>
/// <param name="Phase">Where the sequence then is.</param>
/// <param name="Signal">What to send to the worker's group; <see langword="null"/>: nothing.</param>
/// <param name="Wait">How long to wait for its end; <see langword="null"/>: as long as it takes.</param>
internal readonly record struct StopStep(StopPhase Phase, int? Signal, TimeSpan? Wait);
