using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>The one record of a worker's end: events, logs, status and tests read the same.</summary>
/// <param name="Worker">Which worker.</param>
/// <param name="Pid">Its process; <see langword="null"/> when it never ran.</param>
/// <param name="Exit">How it ended.</param>
/// <param name="Uptime">How long it ran.</param>
/// <param name="Decision">What the pool does about it.</param>
/// <param name="RespawnsInInterval">Respawns in the interval, this one included; 0 when there is no limit.</param>
/// <param name="RespawnLimit">The limit; <see langword="null"/>: none.</param>
/// <param name="RespawnInterval">The interval.</param>
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
    /// <summary>Who ended, how and when: "worker 3 (pid 2003) exited with code 1 after 12.3 s".</summary>
    public string Facts => Pid is { } pid
        ? $"{Worker} (pid {pid}) {Exit} after {Texts.Seconds(Uptime)}"
        : $"{Worker} {Exit}";

    /// <summary>The facts and what follows from them, in one line.</summary>
    public override string ToString() => $"{Facts}; {Consequence}";

    private string Consequence => Decision switch
    {
        RespawnDecision.Respawn when RespawnLimit is { } limit =>
            $"respawn {RespawnsInInterval} of {limit} in {Texts.Seconds(RespawnInterval)}",
        RespawnDecision.Respawn => "respawning",
        RespawnDecision.Retire => "retired",
        RespawnDecision.Stop => "not respawned, the pool is stopping",
        RespawnDecision.GiveUp => $"not respawned, the limit of {RespawnLimit} in {Texts.Seconds(RespawnInterval)} is reached",
        RespawnDecision.CouldNotStart => "giving up",
    };
}
