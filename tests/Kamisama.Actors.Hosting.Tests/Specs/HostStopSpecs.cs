using System.Diagnostics;
using Kamisama.Actors.Hosting.Tests.Harness;

namespace Kamisama.Actors.Hosting.Tests.Specs;

/// <summary>The pools end with the host.</summary>
public class HostStopSpecs
{
    [Fact]
    public async Task Host_that_stops_stops_its_pools_gracefully_and_nobody_is_left()
    {
        await using PoolHost host = await PoolHost.RunningAsync();
        await host.StopAsync();
        Assert.Equal(new PoolOutcome.Stopped(false, null), await host.Pool().Completion);
        Assert.Empty(host.Processes.Alive);
        Assert.All(host.Processes.All, process => Assert.Equal(15, process.Signals[0]));
        Assert.Equal(0, Environment.ExitCode);
    }

    [Fact]
    public async Task Worker_is_given_its_grace_period_though_the_host_was_configured_to_wait_less()
    {
        TimeSpan grace = TimeSpan.FromSeconds(2);
        await using PoolHost host = new(pools =>
        {
            pools.LimitStop(TimeSpan.FromSeconds(1));
            pools.Add("crunchers", PoolHost.Options with { GracePeriod = grace });
        });
        await host.StartAsync();
        await host.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(3);
        host.Processes.At(2).Ignores.Add(15);

        long begin = Stopwatch.GetTimestamp();
        await host.StopAsync();
        Assert.True(Stopwatch.GetElapsedTime(begin) >= grace - TimeSpan.FromMilliseconds(50), "It was killed before its time.");
        Assert.Equal([15, 18, 9], host.Processes.All.Single(process => process.Index == 2).Signals.Take(3));
        Assert.Equal(new PoolOutcome.Stopped(false, null), await host.Pool().Completion);
    }

    [Fact]
    public async Task Pools_that_the_host_has_no_more_time_for_are_killed_at_once()
    {
        await using PoolHost host = await PoolHost.RunningAsync(PoolHost.Options with { GracePeriod = null });
        foreach (ScriptedProcess process in host.Processes.Alive)
        {
            process.Ignores.Add(15);
        }

        await PoolSource.Of(host.Services).StopAsync(new CancellationToken(canceled: true)).WaitAsync(PoolHost.Patience);
        Assert.Equal(new PoolOutcome.Stopped(true, null), await host.Pool().Completion);
        Assert.Empty(host.Processes.Alive);
    }

    [Fact]
    public async Task Pool_without_a_time_limit_is_waited_for()
    {
        await using PoolHost host = await PoolHost.RunningAsync(PoolHost.Options with { GracePeriod = null });
        ScriptedProcess slow = host.Processes.At(1);
        slow.Ignores.Add(15);
        Task stopped = host.StopAsync();
        await host.Events.ExpectManyAsync<SupervisionEvent.WorkerExited>(2);
        Assert.False(stopped.IsCompleted);
        slow.Exit(0);
        await stopped;
        Assert.Equal(new PoolOutcome.Stopped(false, null), await host.Pool().Completion);
    }

    [Fact]
    public async Task Time_for_the_stop_is_raised_above_the_longest_grace_period_and_kill_delay()
    {
        await using PoolHost host = new(pools =>
        {
            pools.Add("crunchers", PoolHost.Options with { GracePeriod = TimeSpan.FromSeconds(70), KillDelay = TimeSpan.FromSeconds(7) });
            pools.Add("mailers", PoolHost.Options);
        });
        Assert.Equal(TimeSpan.FromSeconds(70 + 7 + 5), PoolDeclarations.StopLimitOf(host.Services));
    }

    [Fact]
    public async Task Time_for_the_stop_is_never_lowered()
    {
        await using PoolHost host = new(pools =>
        {
            pools.LimitStop(TimeSpan.FromSeconds(300));
            pools.Add("crunchers", PoolHost.Options);
        });
        Assert.Equal(TimeSpan.FromSeconds(300), PoolDeclarations.StopLimitOf(host.Services));
    }

    [Fact]
    public async Task Time_for_the_stop_has_no_limit_when_a_grace_period_has_none()
    {
        await using PoolHost host = new(pools =>
        {
            pools.Add("crunchers", PoolHost.Options with { GracePeriod = null });
            pools.Add("mailers", PoolHost.Options);
        });
        Assert.True(PoolDeclarations.StopLimitOf(host.Services) >= TimeSpan.FromDays(20));
    }

    [Fact]
    public async Task System_that_the_application_terminates_leaves_nobody()
    {
        await using PoolHost host = await PoolHost.RunningAsync();
        await host.System.Terminate().WaitAsync(PoolHost.Patience);
        await host.Pool().Completion.WaitAsync(PoolHost.Patience);
        Assert.Empty(host.Processes.Alive);
    }

    [Fact]
    public async Task Host_whose_pool_was_stopped_by_the_application_goes_on()
    {
        await using PoolHost host = await PoolHost.RunningAsync();
        Assert.Equal(0, (await host.Pool().StopAsync().WaitAsync(PoolHost.Patience)).ExitCode);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Pool().AddWorkersAsync());
        Assert.False(host.Lifetime.ApplicationStopping.IsCancellationRequested);
    }
}
