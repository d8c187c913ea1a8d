using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Kamisama.Actors.Hosting;

/// <summary>Asks a pool what it is doing. Never waits for its start.</summary>
internal sealed class WorkerPoolHealthCheck(HostedPool pool, IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // As the registration says what a failure means: Unhealthy, unless the application chose otherwise.
        HealthStatus failure = context.Registration.FailureStatus;
        if (pool.Running is not { } running)
        {
            return new HealthCheckResult(failure, $"The pool '{pool.Name}': it has not been started.");
        }

        PoolStatus? status = await StatusAsync(running, cancellationToken).ConfigureAwait(false);
        if (status is null)
        {
            PoolOutcome outcome = await running.Completion.ConfigureAwait(false);
            return new HealthCheckResult(failure, $"The pool '{pool.Name}': it is over: {outcome}.");
        }

        var (health, text) = PoolHealth.Of(status, pool.OptionsFrom(services).RespawnLimit);
        return new HealthCheckResult(
            health == HealthStatus.Unhealthy ? failure : health,
            $"The pool '{pool.Name}': {text}.",
            data: new Dictionary<string, object>
            {
                ["instances"] = status.Instances,
                ["running"] = status.Workers.Count(worker => worker.State == WorkerState.Running),
                ["respawnsInInterval"] = status.RespawnsInInterval,
            });
    }

    // It may end at any time, also between the question and the answer.
    private static async Task<PoolStatus?> StatusAsync(IWorkerPool running, CancellationToken cancellationToken)
    {
        if (running.Completion.IsCompleted)
        {
            return null;
        }

        try
        {
            return await running.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (running.Completion.IsCompleted)
        {
            return null;
        }
    }
}
