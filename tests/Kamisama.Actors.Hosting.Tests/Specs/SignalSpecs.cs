using Kamisama.Actors.Hosting.Tests.Harness;
using Mono.Unix.Native;

namespace Kamisama.Actors.Hosting.Tests.Specs;

/// <summary>Signals to the host's process are messages to its pools.</summary>
public class SignalSpecs
{
    [Fact]
    public async Task TTIN_adds_TTOU_retires_USR2_reports()
    {
        await using PoolHost host = await PoolHost.RunningAsync();
        Send(Signum.SIGTTIN);
        Assert.Equal(4, (await host.Events.ExpectAsync<SupervisionEvent.PoolScaled>()).To);
        await host.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        Send(Signum.SIGTTOU);
        Assert.Equal(3, (await host.Events.ExpectAsync<SupervisionEvent.PoolScaled>()).To);
        Send(Signum.SIGUSR2);
        Assert.Equal(3, (await host.Events.ExpectAsync<SupervisionEvent.StatusReported>()).Status.Instances);
    }

    [Fact]
    public async Task Only_pools_that_listen_are_told()
    {
        await using PoolHost host = new(pools =>
        {
            pools.Add("crunchers", PoolHost.Options, signals: false);
            pools.Add("mailers", PoolHost.Options);
        });
        await host.StartAsync();
        Send(Signum.SIGTTIN);
        Assert.Equal("mailers", (await host.Events.ExpectAsync<SupervisionEvent.PoolScaled>()).Pool);
        Assert.Equal(3, (await host.Pool().GetStatusAsync()).Instances);
    }

    [Fact]
    public async Task TTIN_and_TTOU_never_stop_the_process_though_no_pool_listens()
    {
        await using PoolHost host = await PoolHost.RunningAsync(signals: false);
        Send(Signum.SIGTTIN);
        Send(Signum.SIGTTOU);
        Assert.Equal(3, (await host.Pool().GetStatusAsync()).Instances);
    }

    [Fact]
    public async Task Signals_to_a_pool_that_is_over_are_taken_and_forgotten()
    {
        await using PoolHost host = await PoolHost.RunningAsync();
        await host.Pool().StopAsync();
        Send(Signum.SIGTTIN);
        Send(Signum.SIGUSR2);
        Assert.True(host.Pool().Completion.IsCompleted);
    }

    [Fact]
    public async Task Signals_that_come_when_the_host_has_ended_do_no_harm()
    {
        PoolHost host = await PoolHost.RunningAsync();
        await host.DisposeAsync();
        Send(Signum.SIGTTIN);
        Send(Signum.SIGTTOU);
        Send(Signum.SIGUSR2);

        await using PoolHost next = await PoolHost.RunningAsync();
        Send(Signum.SIGUSR2);
        await next.Events.ExpectAsync<SupervisionEvent.StatusReported>();
    }

    private static void Send(Signum signal) => Assert.Equal(0, Syscall.kill(Environment.ProcessId, signal));
}
