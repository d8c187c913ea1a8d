using Kamisama.TestKit;
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
    public void Dead_worker_waits_longer_after_each_death_in_a_row_and_short_again_after_a_stable_run()
    {
        using var pool = new PoolSimulation(Options);
        foreach (int seconds in (int[])[1, 2, 4])
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), Die(pool).Delay);
            TimeSpan since = pool.Now;
            pool.RunUntil<WorkerStarted>(started => started.Worker.Incarnation > 0);
            Assert.Equal(TimeSpan.FromSeconds(seconds), pool.Now - since);
        }

        pool.RunFor(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.FromSeconds(8), Die(pool).Delay);
        pool.RunUntil<WorkerStarted>();
        pool.RunFor(TimeSpan.FromMinutes(10));
        Assert.Equal(TimeSpan.FromSeconds(1), Die(pool).Delay);
    }

    [Fact]
    public void Waiting_slot_shows_when_it_is_started_and_is_started_not_a_moment_earlier()
    {
        using var pool = new PoolSimulation(Options);
        Die(pool);
        pool.RunFor(TimeSpan.FromMilliseconds(999));

        WorkerStatus status = pool.Status.Workers[0];
        Assert.Equal((WorkerState.BackingOff, null, TimeSpan.FromMilliseconds(1)), (status.State, status.Pid, status.StartsIn));
        Assert.Equal((1, TimeSpan.Zero), (status.Worker.Incarnation, status.Uptime));
        Assert.Equal(new Kamisama.Processes.ProcessExit.Code(1), status.LastExit!.Exit);

        pool.RunFor(TimeSpan.FromMilliseconds(1));
        Assert.Equal((WorkerState.Running, null), (pool.Status.Workers[0].State, pool.Status.Workers[0].StartsIn));
    }

    [Fact]
    public void Start_now_ends_the_wait_of_one_worker_or_of_all_and_no_timer_starts_them_again()
    {
        using var pool = new PoolSimulation(Options with { Instances = 3 });
        for (int index = 1; index <= 3; index++)
        {
            Die(pool, index);
        }

        Assert.Equal(1, pool.StartNow(2));
        Assert.Equal([2], pool.Host.Alive.Select(process => process.Worker.Index));
        Assert.Equal(2, pool.StartNow());
        Assert.Equal(0, pool.StartNow());
        pool.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(6, pool.Host.Starts);
        Assert.All(pool.Status.Workers, worker => Assert.Equal((WorkerState.Running, 1), (worker.State, worker.Worker.Incarnation)));
    }

    [Fact]
    public void Worker_that_waits_is_the_first_to_be_retired_and_never_started_again()
    {
        using var pool = new PoolSimulation(Options);
        Die(pool, index: 2);
        Assert.Equal(1, pool.RetireWorkers());
        pool.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal([1], pool.Status.Workers.Select(worker => worker.Worker.Index));
        Assert.Equal(2, pool.Host.Starts);
    }

    [Fact]
    public void Pool_that_stops_does_not_wait_for_workers_that_wait()
    {
        using var pool = new PoolSimulation(Options);
        Die(pool);
        pool.Stop();
        Assert.Equal(0, pool.Outcome!.ExitCode);
        Assert.Equal((2, TimeSpan.Zero), (pool.Host.Starts, pool.Now));
    }

    [Fact]
    public void Full_jitter_gives_each_worker_another_wait_and_the_same_seed_the_same_waits()
    {
        WorkerPoolOptions options = Options with { Instances = 10, Backoff = new RespawnBackoff { Jitter = 1 } };
        TimeSpan[] first = Delays(options, seed: 7), second = Delays(options, seed: 7);
        Assert.Equal(first, second);
        Assert.Equal(10, first.Distinct().Count());
        Assert.All(first, delay => Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        Assert.NotEqual(first, Delays(options, seed: 8));
    }

    [Fact]
    public void Class_of_exit_with_a_rule_has_its_own_wait()
    {
        using var pool = new PoolSimulation(Options with
        {
            ExitRules = new Dictionary<ExitClass, ExitRule>
            {
                [ExitClass.Clean] = new() { Backoff = RespawnBackoff.None },
                [ExitClass.Signalled] = new() { Backoff = new() { InitialDelay = TimeSpan.FromSeconds(30) } },
            },
        });
        pool.Worker(1).ExitWith(0);
        Assert.Equal(TimeSpan.Zero, pool.RunUntil<WorkerExited>().Report.Delay);
        pool.Worker(2).DieOf(11);
        WorkerExitReport report = pool.RunUntil<WorkerExited>().Report;
        Assert.Equal((ExitClass.Signalled, TimeSpan.FromSeconds(30)), (report.Class, report.Delay));
    }

    private static TimeSpan[] Delays(WorkerPoolOptions options, int seed)
    {
        using var pool = new PoolSimulation(options, seed: seed);
        return [.. Enumerable.Range(1, options.Instances).Select(index => Die(pool, index).Delay)];
    }

    private static WorkerExitReport Die(PoolSimulation pool, int index = 1)
    {
        pool.Worker(index).ExitWith(1);
        WorkerExitReport report = pool.RunUntil<WorkerExited>(limit: TimeSpan.Zero).Report;
        Assert.Equal((index, RespawnDecision.Respawn), (report.Worker.Index, report.Decision));
        return report;
    }
}
