using Kamisama.Actors.Hosting.Tests.Harness;
using Kamisama.Processes;

namespace Kamisama.Actors.Hosting.Tests.Specs;

/// <summary>What becomes of the host when a pool gives up.</summary>
public sealed class BreachSpecs : IDisposable
{
    // It belongs to the test run.
    public void Dispose() => Environment.ExitCode = 0;

    [Fact]
    public async Task Breach_stops_the_host_with_exit_code_1_and_tells_subscribers()
    {
        await using PoolHost host = await PoolHost.RunningAsync(PoolHost.Options with { RespawnLimit = 1 });
        host.Processes.At(1).Exit(7);
        await host.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        host.Processes.At(1).Exit(7);

        Assert.Equal(1, (await host.Events.ExpectAsync<SupervisionEvent.RespawnLimitBreached>()).Outcome.Limit);
        await host.Lifetime.ApplicationStopping.WaitAsync(PoolHost.Patience);
        Assert.Equal(1, Environment.ExitCode);
        Assert.IsType<PoolOutcome.RespawnLimitBreached>(await host.Pool().Completion);
        Assert.Empty(host.Processes.Alive);
    }

    [Fact]
    public async Task Pool_that_can_not_start_any_worker_stops_the_host_with_exit_code_3()
    {
        await using PoolHost host = new(pools => pools.Add("crunchers", PoolHost.Options));
        host.Processes.StartError = _ => new ProcessStartError(ProcessStartStage.Execute, 2, "");
        await host.StartAsync();
        await host.Lifetime.ApplicationStopping.WaitAsync(PoolHost.Patience);
        Assert.Equal(3, Environment.ExitCode);
    }

    [Fact]
    public async Task Pool_whose_own_code_fails_beyond_repair_stops_the_host_with_exit_code_70()
    {
        await using PoolHost host = await PoolHost.RunningAsync();
        host.BreakMaster();
        await host.Lifetime.ApplicationStopping.WaitAsync(PoolHost.Patience);
        Assert.Equal(70, Environment.ExitCode);
        await host.StopAsync();
        Assert.Empty(host.Processes.Alive);
    }

    [Fact]
    public async Task Breach_of_a_pool_that_may_end_alone_leaves_the_host_and_the_other_pools()
    {
        await using PoolHost host = new(pools =>
        {
            pools.Add("crunchers", PoolHost.Options with { RespawnLimit = 0, BreachAction = BreachAction.StopPool });
            pools.Add("mailers", PoolHost.Options);
        });
        await host.StartAsync();
        await host.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(6);
        host.Processes.Alive.First(process => process.Spec.Environment[WorkerEnvironment.Pool] == "crunchers").Exit(1);

        await host.Events.ExpectAsync<SupervisionEvent.PoolStopped>(stopped => stopped.Pool == "crunchers");
        await host.Log.ExpectAsync(18);
        Assert.Equal(4, await host.Pool("mailers").AddWorkersAsync());
        Assert.False(host.Lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.Equal(0, Environment.ExitCode);
    }

    [Fact]
    public async Task Pool_that_gave_up_is_not_started_again()
    {
        await using PoolHost host = await PoolHost.RunningAsync(PoolHost.Options with { RespawnLimit = 0, BreachAction = BreachAction.StopPool });
        IActorRef master = host.Pool().Master;
        host.Processes.At(1).Exit(1);
        Assert.True(await master.WatchAsync().WaitAsync(PoolHost.Patience));
        await host.Log.ExpectAsync(18);
        Assert.Equal(3, host.Processes.All.Count);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Pool().GetStatusAsync());
    }
}
