using Kamisama.Actors.Hosting.Tests.Harness;

namespace Kamisama.Actors.Hosting.Tests.Specs;

/// <summary>What only this runtime's way to stop has.</summary>
public class OwnStopSpecs
{
    [Fact]
    public async Task Phase_timeout_that_is_shortened_behind_the_pool_is_logged()
    {
        await using PoolHost host = new(pools =>
        {
            pools.Add("crunchers", PoolHost.Options);
            pools.Configure("akka.coordinated-shutdown.phases.service-stop.timeout = 4 s");
        });
        await host.StartAsync();
        Assert.Equal(TimeSpan.FromSeconds(4), (await host.Log.ExpectAsync(19)).Fields["Timeout"]);
    }
}
