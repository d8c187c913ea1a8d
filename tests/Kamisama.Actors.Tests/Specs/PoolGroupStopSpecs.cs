using Kamisama.Actors.Tests.Simulation;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>Pools of several kinds: how they are stopped, all or one, by signals, messages and the end of actors.</summary>
public class PoolGroupStopSpecs
{
    private const int SigHup = 1, SigInt = 2, SigQuit = 3, SigKill = 9, SigUsr2 = 12, SigTerm = 15, SigTtin = 21, SigTtou = 22;

    private static readonly TimeSpan Patience = GroupFixture.Patience;

    [Theory]
    [InlineData(SigTerm)]
    [InlineData(SigInt)]
    [InlineData(SigQuit)]
    public async Task Signal_stops_the_pools_in_reverse_each_when_the_one_behind_it_is_over(int signal)
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b", "c"));
        ScriptedProcess slow = fixture.Of("b");
        slow.Ignores.Add(SigTerm);
        fixture.Signal(signal);
        await fixture.Events.ExpectAsync<SupervisionEvent.PoolStopping>(stopping => stopping.Pool == "b");
        Assert.Equal("+a +b +c -c", fixture.Story());
        Assert.Empty(fixture.Of("a").Signals);

        slow.Exit(0);
        PoolGroupOutcome outcome = await fixture.Group.Completion.WaitAsync(Patience);
        Assert.Equal(new PoolGroupOutcome(new PoolOutcome.Stopped(false, signal), null), outcome);
        await fixture.Events.ExpectAsync<SupervisionEvent.PoolStopped>(stopped => stopped.Pool == "a");
        Assert.Equal("+a +b +c -c -b -a", fixture.Story());
        Assert.All(fixture.Group.Pools, pool => Assert.Equal(new PoolOutcome.Stopped(false, signal), pool.Completion.Result));
    }

    [Fact]
    public async Task Each_pool_has_its_own_grace_period_when_its_turn_comes()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b"));
        foreach (ScriptedProcess process in fixture.Host.Alive)
        {
            process.Ignores.Add(SigTerm);
        }

        Task<PoolGroupOutcome> over = fixture.Group.StopAsync();
        foreach (string pool in new[] { "b", "a" })
        {
            await fixture.Events.ExpectAsync<SupervisionEvent.PoolStopping>(stopping => stopping.Pool == pool);
            ScriptedProcess process = fixture.Of(pool);
            await ReachedAsync(process, SigTerm);
            Assert.DoesNotContain(SigKill, process.Signals);
            fixture.Advance(TimeSpan.FromSeconds(10));
            await fixture.Events.ExpectAsync<SupervisionEvent.WorkerKilled>(killed => killed.Pool == pool);
        }

        Assert.Equal(0, (await over.WaitAsync(Patience)).ExitCode);
    }

    [Fact]
    public async Task Second_signal_kills_the_workers_of_all_pools_at_once()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b", "c"));
        foreach (ScriptedProcess process in fixture.Host.Alive)
        {
            process.Ignores.Add(SigTerm);
        }

        fixture.Signal(SigInt);
        await fixture.Events.ExpectAsync<SupervisionEvent.PoolStopping>();
        fixture.Signal(SigInt);
        PoolGroupOutcome outcome = await fixture.Group.Completion.WaitAsync(Patience);
        Assert.Equal(130, outcome.ExitCode);
        Assert.Empty(fixture.Host.Alive);
    }

    [Fact]
    public async Task Pool_that_was_asked_to_stop_is_not_restarted_and_the_others_go_on()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(
            GroupFixture.Options("a", "b", "c") with { Strategy = PoolStrategy.OneForAll, RestartLimit = 9 });
        Assert.Equal(0, (await fixture.Group["b"].StopAsync().WaitAsync(Patience)).ExitCode);
        Assert.Equal(["a", "c"], fixture.Host.Alive.Select(process => process.Pool));

        fixture.Of("a").Exit(1);
        Assert.Equal(["a", "c"], (await fixture.Events.ExpectAsync<SupervisionEvent.PoolRestarting>()).Pools);
        await fixture.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(2);
        Assert.Equal(["a", "c"], fixture.Host.Alive.Select(process => process.Pool));

        await fixture.Group["a"].StopAsync(StopMode.Immediate).WaitAsync(Patience);
        Assert.False(fixture.Group.Completion.IsCompleted);
        await fixture.Group["c"].StopAsync().WaitAsync(Patience);
        Assert.Equal(0, (await fixture.Group.Completion.WaitAsync(Patience)).ExitCode);
    }

    [Fact]
    public async Task Signals_that_scale_are_ignored_when_there_are_several_pools()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b"));
        fixture.Signal(SigTtin);
        SupervisionEvent.RequestIgnored ignored = await fixture.Events.ExpectAsync<SupervisionEvent.RequestIgnored>();
        Assert.Equal(("kamisama", "there are several pools: ask the one that is meant"), (ignored.Pool, ignored.Reason));
        fixture.Signal(SigTtou);
        await fixture.Events.ExpectAsync<SupervisionEvent.RequestIgnored>();
        Assert.Equal(2, fixture.Host.Alive.Count);
    }

    [Fact]
    public async Task Signals_that_scale_are_for_the_only_pool_there_is()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(GroupFixture.Options("a"));
        fixture.Signal(SigTtin);
        await fixture.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        Assert.Equal(2, (await fixture.Group.Supervisor.Ask<PoolStatus>(new MasterMessage.GetStatus()).WaitAsync(Patience)).Instances);
    }

    [Theory]
    [InlineData(SigUsr2, typeof(SupervisionEvent.StatusReported))]
    [InlineData(SigHup, typeof(SupervisionEvent.RollingRestartEnded))]
    public async Task Other_signals_are_for_each_pool(int signal, Type answer)
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b"));
        fixture.Signal(signal);
        SupervisionEvent first = await fixture.Events.ExpectAsync<SupervisionEvent>(told => told.GetType() == answer);
        SupervisionEvent second = await fixture.Events.ExpectAsync<SupervisionEvent>(told => told.GetType() == answer);
        Assert.Equal(["a", "b"], new[] { first.Pool, second.Pool }.Order());
    }

    [Fact]
    public async Task Actors_ask_the_group_to_stop_and_are_refused_what_is_for_one_pool()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b"));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => fixture.Group.Supervisor.Ask<PoolStatus>(new MasterMessage.GetStatus()).WaitAsync(Patience));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => fixture.Group.Supervisor.Ask<PoolGroupOutcome>(new MasterMessage.StopPool((StopMode)9)).WaitAsync(Patience));
        PoolGroupOutcome outcome = await fixture.Group.Supervisor.Ask<PoolGroupOutcome>(new MasterMessage.StopPool()).WaitAsync(Patience);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task Group_whose_actor_is_stopped_ends_the_workers_of_all_pools()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b"));
        fixture.Group.Supervisor.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        Assert.Equal(0, (await fixture.Group.Completion.WaitAsync(Patience)).ExitCode);
        Assert.Empty(fixture.Host.Alive);
        Assert.All(fixture.Group.Pools, pool => Assert.True(pool.Completion.IsCompletedSuccessfully));
        await fixture.Group["a"].StopAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task Stop_without_a_grace_period_waits_for_nobody()
    {
        WorkerPoolOptions pool = GroupFixture.Pool("a") with { GracePeriod = TimeSpan.Zero };
        await using GroupFixture fixture = await GroupFixture.RunningAsync(new WorkerPoolGroupOptions { Pools = [pool, pool with { Name = "b" }] });
        foreach (ScriptedProcess process in fixture.Host.Alive)
        {
            process.Ignores.Add(SigTerm);
        }

        Assert.Equal(0, (await fixture.Group.StopAsync().WaitAsync(Patience)).ExitCode);
        Assert.Equal(2, fixture.Host.Alive.Count);
        foreach (ScriptedProcess process in fixture.Host.Alive)
        {
            process.Exit(0);
        }
    }
    // The signal is sent in a turn of the worker's, which nothing tells.
    private static async Task ReachedAsync(ScriptedProcess process, int signal)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!process.Signals.Contains(signal))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
