using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Actors.Tests.Specs;

public class PoolGroupReconfigureSpecs
{
    private const int SigTerm = 15;

    [Fact]
    public async Task Pools_are_added_removed_and_changed_and_the_others_left_alone()
    {
        await using GroupFixture group = await GroupFixture.RunningAsync(GroupFixture.Options("keep", "change", "go"));
        int kept = group.Of("keep").Pid;
        IWorkerPool going = group.Group["go"];
        PoolGroupReconfigureResult result = await ReconfigureAsync(
            group, [GroupFixture.Pool("keep"), GroupFixture.Pool("change") with { Command = new ProcessSpec { FileName = "other" } }, GroupFixture.Pool("new", 2)]);

        Assert.Equal((["new"], ["go"]), (result.Added.ToArray(), result.Removed.ToArray()), TupleOfLists);
        Assert.Empty(result.Pools["keep"].Changed);
        Assert.Equal(new RollingRestartResult(1, 1, null), result.Pools["change"].Restart);
        Assert.Equal(["keep", "change", "new"], group.Group.Pools.Select(pool => pool.Name));
        Assert.Equal(kept, group.Of("keep").Pid);
        Assert.Equal("other", group.Of("change").Spec.FileName);
        Assert.Equal(2, (await group.Group["new"].GetStatusAsync()).Instances);
        Assert.IsType<PoolOutcome.Stopped>(await going.Completion);
        Assert.Throws<KeyNotFoundException>(() => group.Group["go"]);
        Assert.Equal(0, (await group.Group.StopAsync()).ExitCode);

        static bool TupleOfLists((string[], string[]) one, (string[], string[]) other) =>
            one.Item1.SequenceEqual(other.Item1) && one.Item2.SequenceEqual(other.Item2);
    }

    [Fact]
    public async Task One_wrong_pool_is_enough_to_change_nothing_in_any()
    {
        await using GroupFixture group = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b"));
        WorkerPoolOptionsException refused = await Assert.ThrowsAsync<WorkerPoolOptionsException>(() => ReconfigureAsync(
            group, [GroupFixture.Pool("a") with { Command = new ProcessSpec { FileName = "other" } }, GroupFixture.Pool("c") with { RespawnLimit = -1 }]));
        Assert.StartsWith("Pool 'c': ", Assert.Single(refused.Faults));
        await Assert.ThrowsAsync<WorkerPoolOptionsException>(() => ReconfigureAsync(group, [null!]));
        await Assert.ThrowsAsync<WorkerPoolOptionsException>(() => ReconfigureAsync(group, [GroupFixture.Pool("a") with { Name = null! }]));
        Assert.Equal("reconfiguration", (await group.Events.ExpectAsync<RequestIgnored>()).Request);
        Assert.Equal(["a", "b"], group.Group.Pools.Select(pool => pool.Name));
        Assert.Equal(2, group.Host.All.Count);
    }

    [Fact]
    public async Task Pool_between_two_lives_has_the_new_options_in_its_next_one()
    {
        await using GroupFixture group = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b") with { Strategy = PoolStrategy.OneForAll, RestartLimit = 3 });
        group.Of("b").Ignores.Add(SigTerm);
        group.Of("a").Exit(1);
        await group.Events.ExpectAsync<PoolStopping>(stopping => stopping.Pool == "b");
        PoolGroupReconfigureResult result = await group.Group.ReconfigureAsync(new WorkerPoolGroupOptions
        {
            Pools = [GroupFixture.Pool("a", 2), GroupFixture.Pool("b")],
            Strategy = PoolStrategy.OneForAll,
            RestartLimit = 3,
        });
        Assert.Empty(result.Pools);
        group.Of("b").Signal(9);
        await group.Events.ExpectManyAsync<WorkerStarted>(3);
        Assert.Equal(2, (await group.Group["a"].GetStatusAsync()).Instances);
    }

    [Fact]
    public async Task Options_that_a_pool_was_given_alone_outlive_its_restart_until_the_group_is_told_others()
    {
        await using GroupFixture group = await GroupFixture.RunningAsync(GroupFixture.Options("a") with { RestartLimit = 9 });
        await group.Group["a"].ReconfigureAsync(GroupFixture.Pool("a", 2));
        await RestartAsync(2);
        await ReconfigureAsync(group, [GroupFixture.Pool("a", 3)], restartLimit: 9);
        Assert.Equal(3, (await group.Group["a"].GetStatusAsync()).Instances);
        await RestartAsync(3);

        async Task RestartAsync(int instances)
        {
            group.Host.Alive[0].Exit(1);
            await group.Events.ExpectAsync<PoolRestarting>();
            Assert.Equal(instances, (await group.Events.ExpectAsync<PoolStarted>()).Instances);
            await group.Events.ExpectManyAsync<WorkerStarted>(instances);
        }
    }

    [Fact]
    public async Task Request_to_the_actor_of_the_group_reaches_the_pool_of_that_name()
    {
        await using GroupFixture group = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b"));
        ReconfigureResult result = await group.Group.Supervisor.Ask<ReconfigureResult>(
            new MasterMessage.Reconfigure(GroupFixture.Pool("b", 2)), GroupFixture.Patience);
        Assert.Equal([nameof(WorkerPoolOptions.Instances)], result.Changed);
        Assert.Equal(2, (await group.Group["b"].GetStatusAsync()).Instances);
    }

    [Fact]
    public async Task Stop_while_a_removed_pool_is_on_its_way_out_waits_for_it_and_every_request_is_answered()
    {
        await using GroupFixture group = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b"));
        group.Of("b").Ignores.Add(SigTerm);
        Task<PoolGroupReconfigureResult> answer = ReconfigureAsync(group, [GroupFixture.Pool("a")]);
        await group.Events.ExpectAsync<PoolStopping>(stopping => stopping.Pool == "b");
        Task<PoolGroupOutcome> stop = group.Group.StopAsync();
        Assert.False(answer.IsCompleted);
        group.Of("b").Signal(9);
        Assert.Equal(0, (await stop).ExitCode);

        // With what was done, or that the group is over: the two come at the same moment.
        await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.True(answer.IsCompletedSuccessfully || answer.Exception?.InnerException is InvalidOperationException);
    }

    [Fact]
    public async Task Hundreds_of_reconfigurations_leave_nothing_behind()
    {
        await using GroupFixture group = await GroupFixture.RunningAsync(GroupFixture.Options("a"));
        for (int i = 0; i < 200; i++)
        {
            await ReconfigureAsync(group, [GroupFixture.Pool("a"), GroupFixture.Pool($"b{i % 3}")]);
            await Assert.ThrowsAsync<WorkerPoolOptionsException>(() => ReconfigureAsync(group, []));
        }

        Assert.Equal(2, group.Group.Pools.Count);
        Assert.Equal(2, group.Host.Alive.Count);
        Assert.Equal(0, group.Host.Alive.Single(process => process.Pool == "a").Incarnation);
    }

    private static Task<PoolGroupReconfigureResult> ReconfigureAsync(GroupFixture group, IReadOnlyList<WorkerPoolOptions> pools, int restartLimit = 0) =>
        group.Group.ReconfigureAsync(new WorkerPoolGroupOptions { Pools = pools, RestartLimit = restartLimit }).WaitAsync(GroupFixture.Patience);
}
