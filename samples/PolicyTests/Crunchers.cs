using Kamisama.Actors;

namespace PolicyTests;

/// <summary>The policy under test. In a program of yours it stands there, and its tests refer to it.</summary>
public static class Crunchers
{
    /// <summary>Twenty workers; a back-off from 1 s to 1 min; more than 260 respawns in ten minutes are too many.</summary>
    public static WorkerPoolOptions Options => new()
    {
        Name = "crunchers",
        Instances = 20,
        Backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromMinutes(1), Jitter = 0.2 },
        RespawnLimit = 260,
        RespawnInterval = TimeSpan.FromMinutes(10),
        GracePeriod = TimeSpan.FromSeconds(10),
    };
}
