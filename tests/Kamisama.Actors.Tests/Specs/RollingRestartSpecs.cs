using Kamisama.Actors.Tests.Simulation;
using Kamisama.TestKit;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Actors.Tests.Specs;

public class RollingRestartSpecs
{
    private const int SigHup = 1, SigTerm = 15;

    private static readonly WorkerPoolOptions Options = new()
    {
        Instances = 3,
        RespawnLimit = 0,
        Readiness = new Readiness.Notified(),
        StartTimeout = TimeSpan.FromSeconds(30),
    };

    [Fact]
    public async Task Workers_are_replaced_one_after_the_other_each_only_when_the_one_before_is_ready()
    {
        await using PoolFixture pool = await ReadyPoolAsync(Options);
        Task<RollingRestartResult> restart = pool.Pool.RestartWorkersAsync();
        for (int index = 1; index <= 3; index++)
        {
            Assert.Equal(index, (await pool.Events.ExpectAsync<WorkerReplacing>()).Worker.Index);
            Assert.Equal(new WorkerId(index, 1), (await pool.Events.ExpectAsync<WorkerStarted>()).Worker);
            PoolStatus status = await pool.Pool.GetStatusAsync();
            Assert.Equal(1, status.Workers.Count(worker => worker.State != WorkerState.Running));
            Assert.False(restart.IsCompleted);
            pool.Host.At(index).SayReady();
            await pool.Events.ExpectAsync<WorkerReady>();
        }

        Assert.Equal(new RollingRestartResult(3, 3, null), await restart);
        Assert.Equal(0, (await pool.Pool.GetStatusAsync()).RespawnsInInterval);
        Assert.Equal([1, 2, 3], pool.Host.Alive.Select(process => process.Index).Order());
    }

    [Fact]
    public async Task New_worker_that_fails_ends_the_restart_and_the_old_ones_stay()
    {
        await using PoolFixture pool = await ReadyPoolAsync(Options with { RespawnLimit = 3 });
        Task<RollingRestartResult> restart = pool.Pool.RestartWorkersAsync();
        await pool.Events.ExpectAsync<WorkerStarted>();
        pool.Host.At(1).SayReady();
        await pool.Events.ExpectAsync<WorkerStarted>();
        pool.Host.At(2).Exit(1);

        RollingRestartResult result = await restart;
        Assert.Equal((3, 1), (result.Workers, result.Replaced));
        Assert.NotNull(result.Aborted);
        Assert.Equal(0, pool.Host.At(3).Incarnation);
        Assert.Equal(new WorkerId(2, 2), (await pool.Events.ExpectAsync<WorkerStarted>()).Worker);
    }

    [Fact]
    public async Task With_surge_a_new_worker_is_ready_before_an_old_one_is_told_to_end()
    {
        await using PoolFixture pool = await ReadyPoolAsync(Options with { RestartSurge = 1 });
        Task<RollingRestartResult> restart = pool.Pool.RestartWorkersAsync();
        foreach ((int old, int successor) in new[] { (1, 4), (2, 1), (3, 2) })
        {
            Assert.Equal(successor, (await pool.Events.ExpectAsync<WorkerStarted>()).Worker.Index);
            Assert.Equal(4, pool.Host.Alive.Count);
            Assert.Equal(3, (await pool.Pool.GetStatusAsync()).Instances);
            pool.Host.At(successor).SayReady();
            WorkerExitReport report = (await pool.Events.ExpectAsync<WorkerExited>()).Report;
            Assert.Equal((old, RespawnDecision.Retire, ExitClass.Recycled), (report.Worker.Index, report.Decision, report.Class));
        }

        Assert.Equal(new RollingRestartResult(3, 3, null), await restart);
        Assert.Equal([1, 2, 4], pool.Host.Alive.Select(process => process.Index).Order());
    }

    [Fact]
    public async Task With_surge_a_new_worker_that_fails_leaves_the_old_one_at_work_and_counts_nothing()
    {
        await using PoolFixture pool = await ReadyPoolAsync(Options with { RestartSurge = 1 });
        Task<RollingRestartResult> restart = pool.Pool.RestartWorkersAsync();
        await pool.Events.ExpectAsync<WorkerStarted>();
        pool.Host.At(4).Exit(1);

        Assert.Equal(RespawnDecision.Discard, (await pool.Events.ExpectAsync<WorkerExited>()).Report.Decision);
        Assert.Equal(0, (await restart).Replaced);
        Assert.Equal([1, 2, 3], pool.Host.Alive.Select(process => process.Index).Order());
        Assert.All(pool.Host.Alive, process => Assert.Equal(0, process.Incarnation));
        Assert.Equal(3, (await pool.Pool.GetStatusAsync()).Instances);
    }

    [Fact]
    public void Further_requests_while_one_is_in_progress_are_one_more_that_follows_it()
    {
        using var pool = new PoolSimulation(
            Options with { Instances = 2 },
            _ => new ProcessScript { ReadyAfter = TimeSpan.FromSeconds(1) });
        pool.RunFor(TimeSpan.FromSeconds(1));
        pool.RestartWorkers();
        pool.RunFor(TimeSpan.FromSeconds(0.5));
        pool.RestartWorkers();
        pool.Signal(SigHup);
        pool.RunUntilQuiet();
        Assert.Equal([new(2, 2, null), new RollingRestartResult(2, 2, null)], pool.Events.OfType<RollingRestartEnded>().Select(ended => ended.Result));
        Assert.All(pool.Status.Workers, worker => Assert.Equal((WorkerState.Running, 2), (worker.State, worker.Worker.Incarnation)));
    }

    [Fact]
    public void Each_old_worker_that_has_to_be_killed_is_told_as_killed()
    {
        using var pool = new PoolSimulation(
            Options with { Instances = 1, Readiness = null, StartTimeout = null },
            _ => new ProcessScript { IgnoredSignals = [SigTerm] });
        foreach (int incarnation in (int[])[0, 1])
        {
            pool.RestartWorkers();
            Assert.Equal(new WorkerId(1, incarnation), pool.RunUntil<WorkerKilled>().Worker);
            pool.RunUntil<RollingRestartEnded>();
        }
    }

    [Fact]
    public async Task Stop_ends_the_restart_and_nothing_is_started_after_it()
    {
        await using PoolFixture pool = await ReadyPoolAsync(Options);
        Task<RollingRestartResult> restart = pool.Pool.RestartWorkersAsync();
        await pool.Events.ExpectAsync<WorkerStarted>();
        Assert.Equal(0, (await pool.Pool.StopAsync()).ExitCode);
        Assert.Equal("the pool is stopping", (await restart).Aborted);
        Assert.Equal(4, pool.Host.All.Count);
    }

    [Fact]
    public async Task Worker_retired_while_its_successor_starts_takes_the_successor_with_it()
    {
        await using PoolFixture pool = await ReadyPoolAsync(Options with { RestartSurge = 1, Instances = 2 });
        Task<RollingRestartResult> restart = pool.Pool.RestartWorkersAsync();
        Assert.Equal(3, (await pool.Events.ExpectAsync<WorkerStarted>()).Worker.Index);
        Assert.Equal(1, await pool.Pool.RetireWorkersAsync());
        Assert.Equal([1, 3], (await pool.Events.ExpectManyAsync<WorkerRetiring>(2)).Select(retiring => retiring.Worker.Index));
        Assert.Equal(2, (await pool.Events.ExpectAsync<WorkerReplacing>()).Worker.Index);
        WorkerId successor = (await pool.Events.ExpectAsync<WorkerStarted>()).Worker;
        pool.Host.At(successor.Index).SayReady();
        Assert.Equal(2, (await restart).Replaced);
        Assert.Equal(1, (await pool.Pool.GetStatusAsync()).Instances);
    }

    private static async Task<PoolFixture> ReadyPoolAsync(WorkerPoolOptions options)
    {
        PoolFixture pool = await PoolFixture.RunningAsync(options);
        foreach (ScriptedProcess process in pool.Host.Alive)
        {
            process.SayReady();
        }

        if (options.Readiness is not null)
        {
            await pool.Events.ExpectManyAsync<WorkerReady>(options.Instances);
        }

        return pool;
    }
}
