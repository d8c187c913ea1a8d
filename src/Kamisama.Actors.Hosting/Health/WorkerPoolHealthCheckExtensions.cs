using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Kamisama.Actors.Hosting;

/// <summary>Health checks of worker pools.</summary>
public static class WorkerPoolHealthCheckExtensions
{
    /// <summary>Checks the health of a pool of this host.</summary>
    /// <remarks>
    /// Healthy: all wanted workers run. Degraded: some are missing, or the respawn interval holds as many respawns as the limit
    /// allows, so that the next death ends the pool. Unhealthy: no worker runs, or the pool has not been started, is stopping
    /// or is over.
    /// </remarks>
    /// <param name="builder">The health checks of the host.</param>
    /// <param name="pool">The name of the pool.</param>
    /// <param name="name">The name of the check. Default: the name of the pool.</param>
    /// <param name="failureStatus">What is reported instead of Unhealthy. Default: Unhealthy.</param>
    /// <param name="tags">Tags of the check. Default: none.</param>
    /// <param name="timeout">How long the check may take. Default: no limit.</param>
    public static IHealthChecksBuilder AddWorkerPool(
        this IHealthChecksBuilder builder,
        string pool,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(pool);
        return builder.Add(new HealthCheckRegistration(
            name ?? pool,
            services => new WorkerPoolHealthCheck(PoolSource.Of(services).Find(pool), services),
            failureStatus,
            tags,
            timeout));
    }
}
