using Kamisama.Actors.Tests.Simulation;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Actors.Tests.Specs;

public class BackoffSpecs
{
    private static readonly WorkerPoolOptions Options = new()
    {
        Instances = 2,
        RespawnLimit = null,
        Backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromSeconds(1), ResetAfter = TimeSpan.FromMinutes(10) },
    };

    [Fact]
    public async Task Dead_worker_waits_longer_after_each_death_in_a_row_and_short_again_after_a_stable_run()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        foreach (int seconds in (int[])[1, 2, 4])
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), (await DieAsync(pool)).Delay);
            await RespawnAfterAsync(pool, TimeSpan.FromSeconds(seconds));
        }

        pool.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(TimeSpan.FromSeconds(1), (await DieAsync(pool)).Delay);
    }

    [Fact]
    public async Task Waiting_slot_shows_when_it_is_started_and_is_started_not_a_moment_earlier()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        await DieAsync(pool);
        pool.Advance(TimeSpan.FromMilliseconds(999));

        WorkerStatus status = (await pool.Pool.GetStatusAsync()).Workers[0];
        Assert.Equal((WorkerState.BackingOff, null, TimeSpan.FromMilliseconds(1)), (status.State, status.Pid, status.StartsIn));
        Assert.Equal(1, status.Worker.Incarnation);
        Assert.Equal(new Kamisama.Processes.ProcessExit.Code(1), status.LastExit!.Exit);

        pool.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(new WorkerId(1, 1), (await pool.Events.ExpectAsync<WorkerStarted>()).Worker);
    }

    [Fact]
    public async Task Start_now_ends_the_wait_of_one_worker_or_of_all()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { Instances = 3 });
        for (int index = 1; index <= 3; index++)
        {
            pool.Host.At(index).Exit(1);
        }

        await pool.Events.ExpectManyAsync<WorkerExited>(3);
        Assert.Equal(1, await pool.Pool.StartNowAsync(2));
        Assert.Equal(new WorkerId(2, 1), (await pool.Events.ExpectAsync<WorkerStarted>()).Worker);
        Assert.Equal(2, await pool.Pool.StartNowAsync());
        await pool.Events.ExpectManyAsync<WorkerStarted>(2);
        Assert.Equal(0, await pool.Pool.StartNowAsync());

        pool.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, (await pool.Pool.GetStatusAsync()).Workers.Count(worker => worker is { State: WorkerState.Running, Worker.Incarnation: 1 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => pool.Pool.StartNowAsync(9));
    }

    [Fact]
    public async Task Worker_that_waits_is_the_first_to_be_retired_and_never_started_again()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        await DieAsync(pool, index: 2);
        Assert.Equal(1, await pool.Pool.RetireWorkersAsync());
        Assert.Equal(2, (await pool.Events.ExpectAsync<WorkerRetiring>()).Worker.Index);

        await pool.UntilGoneAsync(2);
        pool.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([1], (await pool.Pool.GetStatusAsync()).Workers.Select(worker => worker.Worker.Index));
        Assert.Equal([1, 2], pool.Host.All.Select(process => process.Index).Order());
    }

    [Fact]
    public async Task Pool_that_stops_does_not_wait_for_workers_that_wait()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        await DieAsync(pool);
        Assert.Equal(0, (await pool.Pool.StopAsync()).ExitCode);
        Assert.Equal(2, pool.Host.All.Count);
    }

    [Fact]
    public async Task Full_jitter_gives_each_worker_another_wait_and_the_same_seed_the_same_waits()
    {
        WorkerPoolOptions options = Options with { Instances = 10, Seed = 7, Backoff = new RespawnBackoff { Jitter = 1 } };
        TimeSpan[] first = await DelaysAsync(options), second = await DelaysAsync(options);
        Assert.Equal(first, second);
        Assert.Equal(10, first.Distinct().Count());
        Assert.All(first, delay => Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Class_of_exit_with_a_rule_has_its_own_wait()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with
        {
            ExitRules = new Dictionary<ExitClass, ExitRule>
            {
                [ExitClass.Clean] = new() { Backoff = RespawnBackoff.None },
                [ExitClass.Signalled] = new() { Backoff = new() { InitialDelay = TimeSpan.FromSeconds(30) } },
            },
        });
        pool.Host.At(1).Exit(0);
        Assert.Equal(TimeSpan.Zero, (await pool.Events.ExpectAsync<WorkerExited>()).Report.Delay);
        await pool.Events.ExpectAsync<WorkerStarted>();
        pool.Host.At(2).Signal(11);
        WorkerExitReport report = (await pool.Events.ExpectAsync<WorkerExited>()).Report;
        Assert.Equal((ExitClass.Signalled, TimeSpan.FromSeconds(30)), (report.Class, report.Delay));
    }

    private static async Task<TimeSpan[]> DelaysAsync(WorkerPoolOptions options)
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(options);
        foreach (ScriptedProcess process in pool.Host.Alive)
        {
            process.Exit(1);
        }

        IReadOnlyList<WorkerExited> exits = await pool.Events.ExpectManyAsync<WorkerExited>(options.Instances);
        return [.. exits.OrderBy(exit => exit.Report.Worker.Index).Select(exit => exit.Report.Delay)];
    }

    private static async Task<WorkerExitReport> DieAsync(PoolFixture pool, int index = 1)
    {
        pool.Host.At(index).Exit(1);
        WorkerExitReport report = (await pool.Events.ExpectAsync<WorkerExited>()).Report;
        Assert.Equal((new WorkerId(index, report.Worker.Incarnation), RespawnDecision.Respawn), (report.Worker, report.Decision));
        await pool.UntilSettledAsync(index);
        return report;
    }

    private static async Task RespawnAfterAsync(PoolFixture pool, TimeSpan delay)
    {
        pool.Advance(delay);
        await pool.Events.ExpectAsync<WorkerStarted>();
    }
}
