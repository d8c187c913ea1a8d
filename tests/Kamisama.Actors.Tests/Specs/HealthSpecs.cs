using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Actors.Tests.Specs;

public class HealthSpecs
{
    private const int SigTerm = 15, SigKill = 9, SigTstp = 20;

    private static readonly WorkerPoolOptions Options = new() { Instances = 1 };

    [Fact]
    public async Task Worker_that_is_not_ready_in_time_is_ended_and_respawned_and_that_counts()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(
            Options with { Readiness = new Readiness.Notified(), StartTimeout = TimeSpan.FromSeconds(5) });
        await pool.UntilSettledAsync(1);
        Assert.Equal(WorkerState.Starting, (await pool.Pool.GetStatusAsync()).Workers[0].State);
        pool.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(WorkerEndCause.StartTimeout, (await pool.Events.ExpectAsync<WorkerTimedOut>()).Cause);
        WorkerExitReport report = (await pool.Events.ExpectAsync<WorkerExited>()).Report;
        Assert.Equal((ExitClass.TimedOut, RespawnDecision.Respawn, 1), (report.Class, report.Decision, report.RespawnsInInterval));
        await pool.Events.ExpectAsync<WorkerStarted>();
        pool.Host.At(1).SayReady();
        await pool.Events.ExpectAsync<WorkerReady>();
        await pool.UntilSettledAsync(1);
        pool.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((WorkerState.Running, 1), ((await pool.Pool.GetStatusAsync()).Workers[0].State, pool.Host.At(1).Incarnation));
    }

    [Fact]
    public async Task Worker_is_ready_when_it_has_stayed_up()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { Readiness = new Readiness.AfterUptime(TimeSpan.FromSeconds(3)) });
        await pool.UntilSettledAsync(1);
        pool.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), (await pool.Events.ExpectAsync<WorkerReady>()).After);
    }

    [Fact]
    public async Task Worker_is_ready_when_it_passes_its_probe()
    {
        bool isUp = false;
        await using PoolFixture pool = await PoolFixture.RunningAsync(
            Options with { Readiness = new Readiness.Probed(new Probe.Tcp("localhost", "80")) },
            host => host.ProbeFailure = _ => Volatile.Read(ref isUp) ? null : "refused");
        await pool.UntilSettledAsync(1);
        pool.Advance(TimeSpan.FromSeconds(1));
        await pool.UntilSettledAsync(1);
        Assert.Equal(WorkerState.Starting, (await pool.Pool.GetStatusAsync()).Workers[0].State);
        Volatile.Write(ref isUp, true);
        pool.Advance(TimeSpan.FromSeconds(1));
        await pool.Events.ExpectAsync<WorkerReady>();
    }

    [Fact]
    public async Task Silent_worker_is_found_at_its_deadline_and_not_before()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { WatchdogTimeout = TimeSpan.FromSeconds(10) });
        await pool.UntilSettledAsync(1);
        pool.Advance(TimeSpan.FromSeconds(9));
        pool.Host.At(1).LastHeartbeat = pool.Timestamp;
        pool.Advance(TimeSpan.FromSeconds(9.9));
        await pool.UntilSettledAsync(1);
        Assert.Equal(WorkerState.Running, (await pool.Pool.GetStatusAsync()).Workers[0].State);
        pool.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(WorkerEndCause.Watchdog, (await pool.Events.ExpectAsync<WorkerTimedOut>()).Cause);
        Assert.Equal(ExitClass.TimedOut, (await pool.Events.ExpectAsync<WorkerExited>()).Report.Class);
        await pool.Events.ExpectAsync<WorkerStarted>();
    }

    [Fact]
    public async Task Worker_that_hangs_and_ignores_the_stop_signal_is_killed_after_the_grace_period()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(
            Options with { WatchdogTimeout = TimeSpan.FromSeconds(10), GracePeriod = TimeSpan.FromSeconds(2) });
        ScriptedProcess hung = pool.Host.At(1);
        hung.Ignores.Add(SigTerm);
        await pool.UntilSettledAsync(1);
        pool.Advance(TimeSpan.FromSeconds(10));
        await pool.Events.ExpectAsync<WorkerTimedOut>();
        await pool.UntilSettledAsync(1);
        pool.Advance(TimeSpan.FromSeconds(2));
        await pool.Events.ExpectAsync<WorkerKilled>();
        Assert.Equal(new ProcessExit.Signalled(SigKill, false), (await pool.Events.ExpectAsync<WorkerExited>()).Report.Exit);
        await pool.Events.ExpectAsync<WorkerStarted>();
    }

    [Fact]
    public async Task Worker_that_fails_its_probes_is_ended_only_when_enough_of_them_fail()
    {
        int probe = 0;
        bool[] failures = [true, true, false, true, true, true];
        await using PoolFixture pool = await PoolFixture.RunningAsync(
            Options with { Liveness = new LivenessOptions(new Probe.Tcp("localhost", "80")) { Interval = TimeSpan.FromSeconds(1) } },
            host => host.ProbeFailure = _ => failures[probe++] ? "refused" : null);
        for (int second = 0; second < failures.Length; second++)
        {
            await pool.UntilSettledAsync(1);
            Assert.DoesNotContain(pool.Events.Seen, seen => seen is WorkerTimedOut);
            pool.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("refused", (await pool.Events.ExpectAsync<WorkerTimedOut>()).Detail);
        Assert.Equal(failures.Length, probe);
    }

    [Fact]
    public async Task Worker_that_grows_too_large_is_replaced_and_that_counts_as_no_respawn()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with
        {
            RespawnLimit = 0,
            MemoryLimit = new MemoryLimitOptions(1000) { Interval = TimeSpan.FromSeconds(1), Samples = 2, Of = 3 },
        });
        long[] samples = [2000, 500, 900, 1001, 1000, 1002];
        foreach (long bytes in samples)
        {
            pool.Host.At(1).Memory = bytes;
            await pool.UntilSettledAsync(1);
            Assert.DoesNotContain(pool.Events.Seen, seen => seen is WorkerReplacing);
            pool.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(WorkerEndCause.Memory, (await pool.Events.ExpectAsync<WorkerReplacing>()).Cause);
        WorkerExitReport report = (await pool.Events.ExpectAsync<WorkerExited>()).Report;
        Assert.Equal((ExitClass.KilledForMemory, RespawnDecision.Respawn, 0), (report.Class, report.Decision, report.RespawnsInInterval));
        Assert.Equal(new WorkerId(1, 1), (await pool.Events.ExpectAsync<WorkerStarted>()).Worker);
    }

    [Fact]
    public async Task Old_workers_are_replaced_one_at_a_time_and_not_all_at_the_same_age()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(
            Options with { Instances = 5, RespawnLimit = 0, MaxAge = TimeSpan.FromHours(10), Seed = 3 });
        await pool.UntilSettledAsync(1, 2, 3, 4, 5);
        pool.Advance(TimeSpan.FromHours(9) - TimeSpan.FromSeconds(1));
        await pool.UntilSettledAsync(1, 2, 3, 4, 5);
        Assert.DoesNotContain(pool.Host.All, process => process.Incarnation > 0);
        pool.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        IReadOnlyList<WorkerReplacing> replaced = await pool.Events.ExpectManyAsync<WorkerReplacing>(5);
        Assert.Equal([1, 2, 3, 4, 5], replaced.Select(r => r.Worker.Index).Order());
        Assert.All(replaced, r => Assert.Equal(WorkerEndCause.Age, r.Cause));
    }

    [Fact]
    public async Task Worker_is_told_to_be_quiet_before_it_is_told_to_end()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(
            Options with { QuietSignal = SigTstp, QuietPeriod = TimeSpan.FromSeconds(7), GracePeriod = TimeSpan.FromSeconds(2) });
        ScriptedProcess process = pool.Host.At(1);
        process.Ignores.UnionWith([SigTstp, SigTerm]);
        Task<PoolOutcome> over = pool.Pool.StopAsync();
        await pool.Events.ExpectAsync<PoolStopping>();
        foreach ((double wait, int signal) in new[] { (0.0, SigTstp), (7.0, SigTerm), (2.0, SigKill) })
        {
            pool.Advance(TimeSpan.FromSeconds(wait));
            await Eventually(() => process.Signals.Contains(signal));
        }

        Assert.Equal(0, (await over).ExitCode);
        Assert.Equal([SigTstp, SigTerm, SigKill], process.Signals.Where(signal => signal != 18));

        async Task Eventually(Func<bool> isSo)
        {
            await pool.UntilSettledAsync(1);
            Assert.True(isSo(), string.Join(", ", process.Signals));
        }
    }
}
