using Kamisama.Processes;
using Kamisama.TestKit;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Actors.Tests.Specs;

public class HealthSpecs
{
    private const int SigTerm = 15, SigKill = 9, SigTstp = 20, SigCont = 18;

    private static readonly WorkerPoolOptions Options = new() { Instances = 1 };
    private static readonly Probe AnyProbe = new Probe.Tcp("localhost", "80");

    [Fact]
    public void Worker_that_is_not_ready_in_time_is_ended_and_respawned_and_that_counts()
    {
        using var pool = new PoolSimulation(
            Options with { Readiness = new Readiness.Notified(), StartTimeout = TimeSpan.FromSeconds(5) },
            start => new ProcessScript { ReadyAfter = start.Worker.Incarnation == 0 ? null : TimeSpan.FromSeconds(4.9) });
        pool.RunFor(TimeSpan.FromSeconds(4.9));
        Assert.Equal(WorkerState.Starting, pool.Status.Workers[0].State);

        Assert.Equal(WorkerEndCause.StartTimeout, pool.RunUntil<WorkerTimedOut>(limit: TimeSpan.FromSeconds(0.1)).Cause);
        WorkerExitReport report = pool.RunUntil<WorkerExited>().Report;
        Assert.Equal((ExitClass.TimedOut, RespawnDecision.Respawn, 1), (report.Class, report.Decision, report.RespawnsInInterval));
        Assert.Equal(TimeSpan.FromSeconds(4.9), pool.RunUntil<WorkerReady>().After);
        pool.RunFor(TimeSpan.FromHours(1));
        Assert.Equal((WorkerState.Running, 1), (pool.Status.Workers[0].State, pool.Worker(1).Worker.Incarnation));
    }

    [Fact]
    public void Program_that_hangs_in_its_start_is_ended_too()
    {
        using var pool = new PoolSimulation(
            Options with { StartTimeout = TimeSpan.FromSeconds(5) },
            start => new ProcessScript { StartTakes = start.Worker.Incarnation == 0 ? null : TimeSpan.Zero });
        pool.RunUntil<WorkerTimedOut>(limit: TimeSpan.FromSeconds(5));
        Assert.Equal(1, pool.RunUntil<WorkerStarted>().Worker.Incarnation);
    }

    [Fact]
    public void Worker_is_ready_when_it_has_stayed_up()
    {
        using var pool = new PoolSimulation(Options with { Readiness = new Readiness.AfterUptime(TimeSpan.FromSeconds(3)) });
        Assert.Equal(TimeSpan.FromSeconds(3), pool.RunUntil<WorkerReady>().After);
        Assert.Equal(TimeSpan.FromSeconds(3), pool.Now);
    }

    [Fact]
    public void Worker_is_ready_when_it_passes_its_probe_and_is_not_asked_again()
    {
        using var pool = new PoolSimulation(
            Options with { Readiness = new Readiness.Probed(AnyProbe) },
            _ => new ProcessScript { ProbesPassFrom = TimeSpan.FromSeconds(2.5), ProbesPassUntil = TimeSpan.FromSeconds(10) });
        Assert.Equal(TimeSpan.FromSeconds(3), pool.RunUntil<WorkerReady>().After);
        pool.RunUntilQuiet();
        Assert.Equal(TimeSpan.FromSeconds(3), pool.Now);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(25)]
    public void Silent_worker_is_found_at_its_deadline_and_not_before(double hangsAt)
    {
        using var pool = new PoolSimulation(
            Options with { WatchdogTimeout = TimeSpan.FromSeconds(10) },
            _ => new ProcessScript { HeartbeatEvery = TimeSpan.FromSeconds(4), HeartbeatsUntil = TimeSpan.FromSeconds(hangsAt) });
        TimeSpan lastHeartbeat = TimeSpan.FromSeconds(4 * Math.Floor(hangsAt / 4));
        WorkerTimedOut timedOut = pool.RunUntil<WorkerTimedOut>();
        Assert.Equal((WorkerEndCause.Watchdog, lastHeartbeat + TimeSpan.FromSeconds(10)), (timedOut.Cause, pool.Now));
        Assert.Equal(ExitClass.TimedOut, pool.RunUntil<WorkerExited>().Report.Class);
    }

    [Theory]
    [InlineData(2.0, 12)]
    [InlineData(0.0, 10)]
    [InlineData(null, 20)]
    public void Worker_that_hangs_and_ignores_the_stop_signal_is_killed_whatever_the_grace_period(double? grace, double killedAt)
    {
        using var pool = new PoolSimulation(
            Options with { WatchdogTimeout = TimeSpan.FromSeconds(10), GracePeriod = grace is { } seconds ? TimeSpan.FromSeconds(seconds) : null },
            start => start.Worker.Incarnation == 0
                ? new ProcessScript { IgnoredSignals = [SigTerm] }
                : new ProcessScript { HeartbeatEvery = TimeSpan.FromSeconds(5) });
        pool.RunUntil<WorkerKilled>();
        Assert.Equal(TimeSpan.FromSeconds(killedAt), pool.Now);
        Assert.Equal(new ProcessExit.Signalled(SigKill, false), pool.RunUntil<WorkerExited>().Report.Exit);
        Assert.Equal(1, pool.RunUntil<WorkerStarted>().Worker.Incarnation);
    }

    [Fact]
    public void Worker_that_fails_its_probes_is_ended_only_when_enough_of_them_fail()
    {
        using var pool = new PoolSimulation(
            Options with { Liveness = new LivenessOptions(AnyProbe) { Interval = TimeSpan.FromSeconds(1), Failures = 3, Of = 4 } });
        SimulatedProcess worker = pool.Worker(1);
        foreach (bool passes in (bool[])[false, false, true, true, false, false])
        {
            worker.PassProbes(passes);
            pool.RunFor(TimeSpan.FromSeconds(1));
            Assert.Equal(0, pool.Events.Count<WorkerTimedOut>());
        }

        worker.PassProbes(false);
        Assert.Equal(WorkerEndCause.Liveness, pool.RunUntil<WorkerTimedOut>(limit: TimeSpan.FromSeconds(1)).Cause);
        Assert.Equal(1, pool.RunUntil<WorkerExited>().Report.RespawnsInInterval);
    }

    [Fact]
    public void Worker_that_grows_too_large_is_replaced_and_that_counts_as_no_respawn()
    {
        using var pool = new PoolSimulation(Options with
        {
            RespawnLimit = 0,
            MemoryLimit = new MemoryLimitOptions(1000) { Interval = TimeSpan.FromSeconds(1), Samples = 2, Of = 3 },
        });
        foreach (long bytes in (long[])[2000, 500, 900, 1001, 1000])
        {
            pool.Worker(1).SetMemory(bytes);
            pool.RunFor(TimeSpan.FromSeconds(1));
            Assert.Equal(0, pool.Events.Count<WorkerReplacing>());
        }

        pool.Worker(1).SetMemory(1002);
        Assert.Equal(WorkerEndCause.Memory, pool.RunUntil<WorkerReplacing>(limit: TimeSpan.FromSeconds(1)).Cause);
        WorkerExitReport report = pool.RunUntil<WorkerExited>().Report;
        Assert.Equal((ExitClass.KilledForMemory, RespawnDecision.Respawn, 0), (report.Class, report.Decision, report.RespawnsInInterval));
        Assert.Equal(new WorkerId(1, 1), pool.RunUntil<WorkerStarted>().Worker);
    }

    [Fact]
    public void Workers_that_leak_together_are_replaced_one_at_a_time_each_when_the_one_before_is_ready()
    {
        using var pool = new PoolSimulation(
            Options with
            {
                Instances = 4,
                Readiness = new Readiness.Notified(),
                MemoryLimit = new MemoryLimitOptions(1000) { Interval = TimeSpan.FromSeconds(1), Samples = 1, Of = 1 },
            },
            start => new ProcessScript { ReadyAfter = TimeSpan.FromSeconds(5), MemoryAt = start.Worker.Incarnation == 0 ? age => (long)age.TotalSeconds * 100 : _ => 10 });
        pool.RunUntil<WorkerReplacing>();
        for (int second = 0; second < 40; second++)
        {
            Assert.InRange(pool.Status.Workers.Count(worker => worker.State == WorkerState.Running), 3, 4);
            pool.RunFor(TimeSpan.FromSeconds(0.7));
        }

        Assert.Equal(4, pool.Events.Count<WorkerReplacing>());
        Assert.Equal(0, pool.Status.RespawnsInInterval);
    }

    [Fact]
    public void Old_workers_are_replaced_and_not_all_at_the_same_age()
    {
        using var pool = new PoolSimulation(
            Options with { Instances = 5, RespawnLimit = 0, MaxAge = TimeSpan.FromHours(10), MaxUptime = TimeSpan.FromDays(9) });
        pool.RunFor(TimeSpan.FromHours(9));
        Assert.Equal(0, pool.Events.Count<WorkerReplacing>());
        var moments = new HashSet<TimeSpan>();
        for (int worker = 0; worker < 5; worker++)
        {
            Assert.Equal(WorkerEndCause.Age, pool.RunUntil<WorkerReplacing>(limit: TimeSpan.FromHours(1)).Cause);
            moments.Add(pool.Now);
        }

        Assert.Equal(5, moments.Count);
        Assert.All(moments, moment => Assert.InRange(moment, TimeSpan.FromHours(9), TimeSpan.FromHours(10)));
    }

    [Fact]
    public void Worker_is_told_to_be_quiet_before_it_is_told_to_end()
    {
        using var pool = new PoolSimulation(
            Options with { QuietSignal = SigTstp, QuietPeriod = TimeSpan.FromSeconds(7), GracePeriod = TimeSpan.FromSeconds(2) },
            _ => new ProcessScript { IgnoredSignals = [SigTstp, SigTerm] });
        SimulatedProcess worker = pool.Worker(1);
        pool.Stop();
        foreach ((double at, int signal) in new[] { (0.0, SigTstp), (7.0, SigTerm), (9.0, SigKill) })
        {
            pool.RunFor(TimeSpan.FromSeconds(at) - pool.Now);
            Assert.Equal(signal, worker.Signals.Last(received => received != SigCont));
        }

        Assert.Equal(new PoolOutcome.Stopped(false, null), pool.Outcome);
    }

    [Fact]
    public void Status_shows_what_a_worker_says_about_itself()
    {
        using var pool = new PoolSimulation(Options with { Readiness = new Readiness.Notified() });
        pool.Worker(1).SayStatus("warming up");
        Assert.Equal("warming up", pool.Status.Workers[0].StatusText);
        Assert.Contains("warming up", new StatusReported("p", pool.Status).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Hung_worker_that_is_retired_meanwhile_is_killed_all_the_same_though_the_pool_has_no_limit()
    {
        using var pool = new PoolSimulation(
            Options with { Instances = 2, WatchdogTimeout = TimeSpan.FromSeconds(10), GracePeriod = null },
            start => start.Worker.Index == 1
                ? new ProcessScript { IgnoredSignals = [SigTerm] }
                : new ProcessScript { HeartbeatEvery = TimeSpan.FromSeconds(5) });
        pool.RunUntil<WorkerTimedOut>();
        pool.RunFor(TimeSpan.FromSeconds(1));
        pool.RetireWorkers();
        Assert.Equal(1, pool.RunUntil<WorkerExited>(limit: TimeSpan.FromSeconds(10)).Report.Worker.Index);
        Assert.Equal([2], pool.Status.Workers.Select(worker => worker.Worker.Index));
    }
}
