using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>The one record of a worker's end: events, logs, status and tests read the same.</summary>
/// <param name="Worker">Which worker.</param>
/// <param name="Pid">Its process; <see langword="null"/> when it never ran.</param>
/// <param name="Exit">How it ended.</param>
/// <param name="Uptime">How long it ran.</param>
/// <param name="Decision">What the pool does about it.</param>
/// <param name="RespawnsInInterval">Respawns in the interval of the budget that counts this end, this one included; 0 when there is no limit.</param>
/// <param name="RespawnLimit">The limit of that budget; <see langword="null"/>: none, or this end is not counted.</param>
/// <param name="RespawnInterval">The interval of that budget.</param>
public sealed record WorkerExitReport(
    WorkerId Worker,
    int? Pid,
    ProcessExit Exit,
    TimeSpan Uptime,
    RespawnDecision Decision,
    int RespawnsInInterval,
    int? RespawnLimit,
    TimeSpan RespawnInterval)
{
    /// <summary>What kind of end it was.</summary>
    public ExitClass Class { get; init; }

    /// <summary>Who ended it.</summary>
    public WorkerEndCause Cause { get; init; }

    /// <summary>More about the cause: the last failure of a probe, how long it was silent.</summary>
    public string? Detail { get; init; }

    /// <summary>How long the slot waits before its next incarnation is started; zero: not at all.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>When it was started, by the wall clock, in UTC; for people.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When its end was known, by the wall clock, in UTC; for people.</summary>
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>The last lines of its standard error, oldest first; empty unless <see cref="ProcessStdio.Tail"/> asked for them.</summary>
    public IReadOnlyList<string> LastErrorLines { get; init; } = [];

    /// <summary>Who ended, how and when: "worker 3 (pid 2003) exited with code 1 after 12.3 s".</summary>
    public string Facts => Pid is { } pid
        ? $"{Worker} (pid {pid}) {Exit} after {Texts.Seconds(Uptime)}{Reason}"
        : $"{Worker} {Exit}";

    /// <summary>The facts and what follows from them, in one line.</summary>
    public override string ToString() => $"{Facts}; {Consequence}";

    internal string Reason => Cause switch
    {
        WorkerEndCause.Itself or WorkerEndCause.Retired or WorkerEndCause.PoolStopped => "",
        WorkerEndCause.RollingRestart => " (rolling restart)",
        WorkerEndCause.Age => " (its age)",
        WorkerEndCause.Memory => " (its memory)",
        WorkerEndCause.StartTimeout => " (it was not ready in time)",
        WorkerEndCause.Watchdog => " (its heartbeat was overdue)",
        WorkerEndCause.Liveness => " (its probes failed)",
    };

    private string Consequence => Decision switch
    {
        RespawnDecision.Respawn when RespawnLimit is { } limit =>
            $"respawn {RespawnsInInterval} of {limit} in {Texts.Seconds(RespawnInterval)}{Wait}",
        RespawnDecision.Respawn when Cause is WorkerEndCause.Age or WorkerEndCause.Memory or WorkerEndCause.RollingRestart => $"replaced{Wait}",
        RespawnDecision.Respawn => $"respawning{Wait}",
        RespawnDecision.Finish => "not to be respawned",
        RespawnDecision.Discard => "not respawned, the worker that it was to replace stays",
        RespawnDecision.Retire => "retired",
        RespawnDecision.Stop => "not respawned, the pool is stopping",
        RespawnDecision.GiveUp => $"not respawned, the limit of {RespawnLimit} in {Texts.Seconds(RespawnInterval)} is reached",
        RespawnDecision.CouldNotStart => "giving up",
    };

    private string Wait => Delay == TimeSpan.Zero ? "" : $", after a wait of {Texts.Seconds(Delay)}";
}
