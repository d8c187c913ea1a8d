using System.Globalization;
using Kamisama.Processes;
using Kamisama.Processes.Tests;
using Mono.Unix.Native;

namespace Kamisama.Actors.Tests.Real;

/// <summary>Real workers that are replaced: memory, age, rolling restarts.</summary>
public sealed class ReplacementLinuxSpecs(ITestOutputHelper output) : RealSpecs(output)
{
    private const long Limit = 100_000_000;

    [LauncherTheory]
    [InlineData(0, MemoryMeasure.ResidentSet)]
    [InlineData(1, MemoryMeasure.ProportionalSet)]
    public async Task Worker_that_leaks_is_replaced_before_it_has_twice_the_limit(int surge, MemoryMeasure measure)
    {
        RealPool pool = Start(PoolOf(Worker("leak", "40000000")) with
        {
            Readiness = new Readiness.Notified(),
            RespawnLimit = 0,
            RestartSurge = surge,
            MemoryLimit = new MemoryLimitOptions(Limit) { Measure = measure, Interval = TimeSpan.FromMilliseconds(100), Samples = 2, Of = 3 },
        });
        var replacing = await pool.Events.ExpectAsync<SupervisionEvent.WorkerReplacing>();
        Tell($"replaced: {replacing.Detail}");
        Assert.Equal(WorkerEndCause.Memory, replacing.Cause);
        Assert.InRange(long.Parse(replacing.Detail.Split(' ')[0], CultureInfo.InvariantCulture), Limit, 2 * Limit);
        if (surge > 0)
        {
            Assert.Equal(new WorkerId(2, 0), (await pool.ReadyAsync()).Worker);
        }

        WorkerExitReport exit = await pool.ExitAsync();
        Assert.Equal((replacing.Worker, WorkerEndCause.Memory, ExitClass.KilledForMemory), (exit.Worker, exit.Cause, exit.Class));
        Assert.Equal(surge > 0 ? RespawnDecision.Retire : RespawnDecision.Respawn, exit.Decision);
        Assert.Equal(0, exit.RespawnsInInterval);
    }

    [LauncherTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Old_workers_are_replaced_one_at_a_time_and_that_is_no_death(bool byAge)
    {
        TimeSpan age = TimeSpan.FromMilliseconds(600);
        RealPool pool = Start(ReadyShell("sleep 0.1", "exec sleep 1000", 3) with
        {
            RespawnLimit = 0,
            AgeJitter = 0,
            MaxAge = byAge ? age : null,
            MaxUptime = byAge ? null : age,
        });
        await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerReady>(3);
        for (int i = 0; i < 3; i++)
        {
            var replacing = await pool.Events.ExpectAsync<SupervisionEvent.WorkerReplacing>();
            var exit = await pool.ExitAsync();
            Assert.Equal((replacing.Worker, ExitClass.Recycled), (exit.Worker, exit.Class));
            Assert.True(exit.Uptime >= age + TimeSpan.FromMilliseconds(byAge ? 0 : 100) - Early, $"{exit}");
            Assert.Equal(replacing.Successor, (await pool.ReadyAsync()).Worker);
            AssertNoneIsAway(pool, workers: 3);
        }
    }

    [LauncherTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rolling_restart_replaces_every_worker_and_waits_for_each(int surge)
    {
        RealPool pool = Start(PoolOf(Worker("ready-after", "50"), 4) with { Readiness = new Readiness.Notified(), RestartSurge = surge, RespawnLimit = 0 });
        var old = await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerReady>(4);
        Assert.Equal(new RollingRestartResult(4, 4, null), await pool.RestartAsync());
        await pool.Events.ExpectAsync<SupervisionEvent.RollingRestartEnded>();

        PoolStatus status = await pool.Pool.GetStatusAsync();
        Assert.All(status.Workers, worker => Assert.Equal(WorkerState.Running, worker.State));
        Assert.Equal(4, status.Workers.Count);
        Assert.Empty(status.Workers.Select(worker => worker.Pid).Intersect(old.Select(worker => worker.Pid)));
        Assert.Equal(surge == 0 ? 3 : 4, LeastReady(pool, 4));
    }

    [LauncherTheory]
    [InlineData(0, 3)]
    [InlineData(1, 4)]
    public async Task Rolling_restart_ends_when_the_new_program_fails_and_the_old_workers_stay(int surge, int left)
    {
        RealPool pool = Start(ReadyShell("[ ! -e bad ] || exit 1", "exec sleep 1000", 4) with
        {
            RestartSurge = surge,
            Backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) },
        });
        var old = await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerReady>(4);
        File.Create(PathOf("bad")).Dispose();
        RollingRestartResult result = await pool.RestartAsync();
        Assert.Equal(0, result.Replaced);
        Assert.NotNull(result.Aborted);
        await pool.Events.ExpectAsync<SupervisionEvent.RollingRestartEnded>();

        PoolStatus status = await pool.Pool.GetStatusAsync();
        Assert.Equal(left, status.Workers.Select(worker => worker.Pid).Intersect(old.Select(worker => (int?)worker.Pid)).Count());
        Assert.Equal(4, status.Instances);
    }

    [LauncherTheory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Rolling_restart_goes_on_when_the_worker_to_be_replaced_is_stopped_or_killed(int surge)
    {
        RealPool pool = Start(ReadyShell("sleep 0.1", "exec sleep 1000", 3) with { RestartSurge = surge });
        var old = await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerReady>(3);
        Kill(old[1].Pid!.Value, Signum.SIGSTOP);
        Task<RollingRestartResult> restart = pool.RestartAsync();
        var replacing = await pool.Events.ExpectAsync<SupervisionEvent.WorkerReplacing>();
        Syscall.kill(replacing.Pid!.Value, Signum.SIGKILL);
        Assert.Equal(new RollingRestartResult(3, 3, null), await restart);
        Assert.Empty(pool.Everybody().Intersect(old.Select(worker => worker.Pid!.Value)));
    }

    [LauncherFact]
    public async Task Stop_in_the_middle_of_a_rolling_restart_ends_both()
    {
        MakeGate("gate");
        RealPool pool = Start(ReadyShell("[ $KAMISAMA_WORKER_INDEX -le 2 ] || read line < gate", "exec sleep 1000", 2) with { RestartSurge = 1 });
        await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerReady>(2);
        Task<RollingRestartResult> restart = pool.RestartAsync();
        await pool.StartedAsync();
        Assert.Equal(new PoolOutcome.Stopped(false, null), await pool.StopAsync());
        Assert.NotNull((await restart).Aborted);
    }

    // After the first ready ones: each replacement is over before the next one begins.
    private static void AssertNoneIsAway(RealPool pool, int workers)
    {
        int ready = 0;
        foreach (SupervisionEvent happened in pool.Events.Seen)
        {
            ready += happened is SupervisionEvent.WorkerReady ? 1 : happened is SupervisionEvent.WorkerExited ? -1 : 0;
            Assert.False(happened is SupervisionEvent.WorkerReplacing && ready < workers, "Two workers were away at once.");
        }
    }

    private static int LeastReady(RealPool pool, int from)
    {
        int ready = 0, least = from;
        foreach (SupervisionEvent happened in pool.Events.Seen.SkipWhile(happened => happened is not SupervisionEvent.RollingRestartStarted))
        {
            ready += happened is SupervisionEvent.WorkerReady ? 1 : happened is SupervisionEvent.WorkerExited ? -1 : 0;
            least = Math.Min(least, from + ready);
        }

        return least;
    }
}
