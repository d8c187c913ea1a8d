using Kamisama.Actors.Hosting.Tests.Harness;

namespace Kamisama.Actors.Hosting.Tests.Specs;

/// <summary>What only this runtime's way to stop has.</summary>
public class OwnStopSpecs
{
    [Fact]
    public async Task Host_that_has_no_more_time_kills_the_workers_at_once()
    {
        await using PoolHost host = await PoolHost.RunningAsync(PoolHost.Options with { GracePeriod = null });
        host.Processes.At(2).Ignores.Add(15);
        await host.StopAsync(new CancellationToken(canceled: true));
        Assert.Equal(new PoolOutcome.Stopped(true, null), await host.Pool().Completion.WaitAsync(PoolHost.Patience));
        Assert.Empty(host.Processes.Alive);
    }
}
