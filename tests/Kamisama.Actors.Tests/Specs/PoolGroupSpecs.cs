using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>Pools of several kinds: the order of their starts, and who is restarted when one gives up.</summary>
public class PoolGroupSpecs
{
    private const int NoRoom = 11, NotFound = 2;

    private static readonly TimeSpan Patience = GroupFixture.Patience;

    [Fact]
    public async Task Pools_are_started_in_order_each_when_all_workers_of_the_one_before_it_run()
    {
        int noRoom = 1;
        await using var fixture = new GroupFixture(
            new WorkerPoolGroupOptions { Pools = [GroupFixture.Pool("db", 3), GroupFixture.Pool("web", 2)] },
            host => host.StartError = process => process is { Pool: "db", Index: 2 } && Interlocked.Decrement(ref noRoom) == 0
                ? new ProcessStartError(ProcessStartStage.Spawn, NoRoom, "")
                : null);
        await fixture.Events.ExpectAsync<SupervisionEvent.WorkerStartDelayed>();
        await fixture.Group["db"].GetStatusAsync().WaitAsync(Patience);
        Assert.Equal("+db", fixture.Story());

        fixture.Advance(TimeSpan.FromSeconds(0.1));
        await fixture.Events.ExpectAsync<SupervisionEvent.PoolStarted>(started => started.Pool == "web");
        Assert.Equal(3, fixture.Events.Seen.OfType<SupervisionEvent.WorkerStarted>().Count(started => started.Pool == "db"));
        await fixture.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(2);
        Assert.EndsWith("/user/kamisama/web", fixture.Group["web"].Master.Path.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pool_is_started_when_the_workers_of_the_one_before_it_are_ready_as_they_say_it()
    {
        await using var fixture = new GroupFixture(new WorkerPoolGroupOptions
        {
            Pools = [GroupFixture.Pool("db", 2) with { Readiness = new Readiness.Notified() }, GroupFixture.Pool("web")],
        });
        await fixture.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(2);
        fixture.Host.At(2).SayReady();
        await fixture.Events.ExpectAsync<SupervisionEvent.WorkerReady>();
        await fixture.Group["db"].GetStatusAsync().WaitAsync(Patience);
        Assert.Equal("+db", fixture.Story());

        fixture.Host.At(1).SayReady();
        await fixture.Events.ExpectAsync<SupervisionEvent.PoolStarted>(started => started.Pool == "web");
        Assert.Equal(2, fixture.Events.Seen.OfType<SupervisionEvent.WorkerReady>().Count());
    }

    [Theory]
    [InlineData(PoolStrategy.OneForOne, "+a +b +c -b +b", 1)]
    [InlineData(PoolStrategy.OneForAll, "+a +b +c -b -c -a +a +b +c", 3)]
    [InlineData(PoolStrategy.RestForOne, "+a +b +c -b -c +b +c", 2)]
    public async Task Pool_that_gave_up_is_restarted_and_with_it_those_of_the_strategy(PoolStrategy strategy, string story, int restarted)
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(
            GroupFixture.Options("a", "b", "c") with { Strategy = strategy, RestartLimit = 1 });
        IActorRef before = fixture.Group["b"].Master;
        fixture.Of("b").Exit(1);
        SupervisionEvent.PoolRestarting restarting = await fixture.Events.ExpectAsync<SupervisionEvent.PoolRestarting>();
        await fixture.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(restarted);

        Assert.Equal(story, fixture.Story());
        Assert.Equal(("b", strategy, restarted), (restarting.Pool, restarting.Strategy, restarting.Pools.Count));
        Assert.IsType<PoolOutcome.RespawnLimitBreached>(restarting.Reason);
        Assert.Equal(3, fixture.Host.Alive.Count);
        Assert.False(fixture.Group["b"].Completion.IsCompleted);
        IActorRef after = fixture.Group["b"].Master;
        Assert.NotEqual(before, after);
        Assert.Equal(before.Path.ToString(), after.Path.ToString());
        Assert.Equal(2, await fixture.Group["b"].AddWorkersAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Restart_begins_with_the_workers_of_the_options_and_an_empty_respawn_window()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(new WorkerPoolGroupOptions
        {
            Pools = [GroupFixture.Pool("a", 2) with { RespawnLimit = 1 }],
            RestartLimit = 1,
        });
        await fixture.Group["a"].ScaleToAsync(3).WaitAsync(Patience);
        await fixture.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        fixture.Host.At(1).Exit(1);
        await fixture.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        fixture.Host.At(1).Exit(1);
        await fixture.Events.ExpectAsync<SupervisionEvent.PoolRestarting>();
        await fixture.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(2);

        PoolStatus status = await fixture.Group["a"].GetStatusAsync().WaitAsync(Patience);
        Assert.Equal((2, 2, 0), (status.Instances, status.Workers.Count, status.RespawnsInInterval));
    }

    [Fact]
    public async Task Group_gives_up_when_a_pool_gave_up_more_often_than_the_restart_limit_allows()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(
            GroupFixture.Options("a", "b", "c") with { RestartLimit = 2, RestartInterval = TimeSpan.FromSeconds(60) });
        for (int life = 0; life < 3; life++)
        {
            fixture.Of("b").Exit(1);
            await fixture.Events.ExpectAsync<SupervisionEvent.PoolRestarting>();
            await fixture.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
            fixture.Advance(TimeSpan.FromSeconds(40)); // The first is outside of the interval at the third.
        }

        fixture.Of("b").Exit(1);
        await fixture.Events.ExpectAsync<SupervisionEvent.PoolRestarting>();
        await fixture.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        fixture.Of("a").Exit(1);
        PoolGroupOutcome outcome = await fixture.Group.Completion.WaitAsync(Patience);

        Assert.Equal((1, "a"), (outcome.ExitCode, outcome.Pool));
        await fixture.Events.ExpectAsync<SupervisionEvent.PoolStopped>(stopped => stopped.Pool == "b");
        Assert.EndsWith("+b -a -c -b", fixture.Story(), StringComparison.Ordinal);
        Assert.Equal(
            "pool 'a' gave up: more than 0 respawns in 60 s",
            fixture.Events.Seen.OfType<SupervisionEvent.PoolStopping>().Last().Reason);
        Assert.Empty(fixture.Host.Alive);
    }

    [Fact]
    public async Task Pool_that_gave_up_with_StopPool_is_over_alone()
    {
        WorkerPoolGroupOptions options = GroupFixture.Options("a", "b");
        await using GroupFixture fixture = await GroupFixture.RunningAsync(
            options with { Pools = [options.Pools[0] with { BreachAction = BreachAction.StopPool }, options.Pools[1]], RestartLimit = 9 });
        fixture.Of("a").Exit(1);
        Assert.Equal(1, (await fixture.Group["a"].Completion.WaitAsync(Patience)).ExitCode);
        var over = await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Group["a"].GetStatusAsync().WaitAsync(Patience));
        Assert.Contains("'a' is over", over.Message, StringComparison.Ordinal);

        Assert.Single((await fixture.Group["b"].GetStatusAsync().WaitAsync(Patience)).Workers);
        Assert.Equal(new PoolGroupOutcome(new PoolOutcome.Stopped(false, null), null), await fixture.Group.StopAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Pool_that_can_not_be_started_ends_the_group_and_those_behind_it_are_never_started()
    {
        await using var fixture = new GroupFixture(GroupFixture.Options("a", "b", "c"), host => host.StartError =
            process => process.Pool == "b" ? new ProcessStartError(ProcessStartStage.Execute, NotFound, "/no/such") : null);
        PoolGroupOutcome outcome = await fixture.Group.Completion.WaitAsync(Patience);

        Assert.Equal((3, "b"), (outcome.ExitCode, outcome.Pool));
        await fixture.Events.ExpectAsync<SupervisionEvent.PoolStopped>(stopped => stopped.Pool == "a");
        Assert.Equal("+a +b -b -a", fixture.Story());
        Assert.Equal(0, (await fixture.Group["c"].Completion.WaitAsync(Patience)).ExitCode);
    }

    [Fact]
    public async Task Pool_whose_master_failed_beyond_mending_is_restarted_like_one_that_gave_up()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b") with { RestartLimit = 1 });
        IActorRef master = fixture.Group["a"].Master;
        for (int fault = 0; fault <= MasterState.MostFaults; fault++)
        {
            // About a worker that does not exist.
            master.Tell(
                new MasterMessage.WorkerStopped(new WorkerId(99, 0), null, new WorkerEnd(new ProcessExit.Code(0), TimeSpan.Zero)), ActorRefs.NoSender);
        }

        Assert.IsType<PoolOutcome.Faulted>((await fixture.Events.ExpectAsync<SupervisionEvent.PoolRestarting>()).Reason);
        await fixture.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        Assert.Equal(2, fixture.Host.Alive.Count);
    }

    [Fact]
    public async Task Request_waits_for_the_start_of_its_pool()
    {
        int noRoom = 1;
        await using var fixture = new GroupFixture(GroupFixture.Options("a", "b"), host => host.StartError = process =>
            process.Pool == "a" && Interlocked.Decrement(ref noRoom) == 0 ? new ProcessStartError(ProcessStartStage.Spawn, NoRoom, "") : null);
        await fixture.Events.ExpectAsync<SupervisionEvent.WorkerStartDelayed>();
        Assert.Contains("no master", Assert.Throws<InvalidOperationException>(() => fixture.Group["b"].Master).Message, StringComparison.Ordinal);
        Task<int> added = fixture.Group["b"].AddWorkersAsync();
        Assert.False(added.IsCompleted);

        fixture.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(2, await added.WaitAsync(Patience));
    }

    [Fact]
    public async Task Restart_waits_for_workers_that_nobody_kills()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(new WorkerPoolGroupOptions
        {
            Pools = [GroupFixture.Pool("a", 2) with { GracePeriod = TimeSpan.Zero }],
            RestartLimit = 1,
        });
        ScriptedProcess stubborn = fixture.Host.At(2);
        stubborn.Ignores.Add(15);
        fixture.Host.At(1).Exit(1);
        await fixture.Events.ExpectAsync<SupervisionEvent.PoolRestarting>();
        Task<PoolStatus> status = fixture.Group["a"].GetStatusAsync();
        Assert.Same(stubborn, Assert.Single(fixture.Host.Alive));

        stubborn.Exit(0);
        await fixture.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(2);
        Assert.Equal(2, (await status.WaitAsync(Patience)).Workers.Count);
    }

    [Fact]
    public async Task Unknown_name_is_told_with_the_names_there_are()
    {
        await using GroupFixture fixture = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b"));
        Assert.Contains("'a', 'b'", Assert.Throws<KeyNotFoundException>(() => fixture.Group["c"]).Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], fixture.Group.Pools.Select(pool => pool.Name));
    }
}
