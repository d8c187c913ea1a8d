using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Kamisama.Actors.Hosting;

/// <summary>How well a pool is, from what it is doing.</summary>
internal static class PoolHealth
{
    /// <remarks>
    /// <code>
    /// pool                                                          health
    /// stopping                                                      Unhealthy
    /// no worker runs                                                Unhealthy
    /// fewer workers run than are wanted                             Degraded
    /// all run, the interval holds as many respawns as the limit     Degraded: the next death is the breach
    /// all run                                                       Healthy
    /// </code>
    /// A limit of 0 leaves no respawn at any time and says nothing about health.
    /// </remarks>
    public static (HealthStatus Health, string Text) Of(PoolStatus status, int? respawnLimit)
    {
        int running = status.Workers.Count(worker => worker.State == WorkerState.Running);
        string figures = $"{running} of {Texts.Count(status.Instances, "worker")} running";
        if (status.IsStopping)
        {
            return (HealthStatus.Unhealthy, "the pool is stopping");
        }

        if (running == 0 || running < status.Instances)
        {
            return (running == 0 ? HealthStatus.Unhealthy : HealthStatus.Degraded, figures);
        }

        return respawnLimit > 0 && status.RespawnsInInterval >= respawnLimit
            ? (HealthStatus.Degraded, $"{figures}, but {Texts.Count(respawnLimit.Value, "respawn")} in the respawn interval: the next death ends the pool")
            : (HealthStatus.Healthy, figures);
    }
}
