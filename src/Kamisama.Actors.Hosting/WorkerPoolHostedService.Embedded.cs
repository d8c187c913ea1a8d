using Microsoft.Extensions.Hosting;

namespace Kamisama.Actors.Hosting;

/// <summary>Starts and stops the pools with the host.</summary>
internal sealed class WorkerPoolHostedService(HostedPools pools, ActorSystem system, IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (HostedPool pool in pools.All)
            {
                pools.Start(pool, system, services);
            }
        }
        catch
        {
            // A host that could not start does not stop what had started.
            await pools.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await pools.StopAsync(cancellationToken).ConfigureAwait(false);

        // An application's own actor may hang in its stop; the host does not.
        await system.Terminate().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
