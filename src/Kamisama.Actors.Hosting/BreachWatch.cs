using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kamisama.Actors.Hosting;

/// <summary>What the host does when a pool gives up.</summary>
internal static class BreachWatch
{
    public static async Task FollowAsync(IWorkerPool pool, BreachAction action, IServiceProvider services, ILogger logger)
    {
        PoolOutcome outcome = await pool.Completion.ConfigureAwait(false);
        if (outcome is PoolOutcome.Stopped)
        {
            return;
        }

        switch (action)
        {
            case BreachAction.Fail:
                if (Environment.ExitCode == 0)
                {
                    // The first pool that gave up is the reason; those that follow it were stopped with the host.
                    Environment.ExitCode = outcome.ExitCode;
                }

                Log.HostIsStopped(logger, pool.Name, outcome, outcome.ExitCode);

                // Not in the middle of its start, which would then end with an exception instead of the exit code.
                if (services.GetService<IHostApplicationLifetime>() is { } lifetime)
                {
                    lifetime.ApplicationStarted.Register(lifetime.StopApplication);
                }

                break;
            case BreachAction.StopPool:
                Log.HostGoesOn(logger, pool.Name, outcome);
                break;
        }
    }
}
