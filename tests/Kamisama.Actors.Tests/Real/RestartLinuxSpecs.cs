using Kamisama.Processes;
using Kamisama.Processes.Tests;
using Mono.Unix.Native;

namespace Kamisama.Actors.Tests.Real;

/// <summary>What follows the ends of real programs: restart modes, budgets, back-off.</summary>
public sealed class RestartLinuxSpecs(ITestOutputHelper output) : RealSpecs(output)
{
    [LauncherTheory]
    [InlineData(RestartMode.OnFailure, "exit 0", 0)]
    [InlineData(RestartMode.Never, "exit 0", 0)]
    [InlineData(RestartMode.Never, "exit 3", 4)]
    [InlineData(RestartMode.Never, "kill -KILL $$", 4)]
    [InlineData(RestartMode.OnFailure, "exit 7", 0, 7)]
    [InlineData(RestartMode.Always, "exit 125", 4)]
    [InlineData(RestartMode.Always, "kill -USR1 $$", 4)]
    public async Task Pool_is_over_when_no_worker_is_to_be_restarted(RestartMode mode, string end, int exitCode, int success = 0)
    {
        RealPool pool = Start(PoolOf(Shell(end), 2) with
        {
            Restart = mode,
            SuccessExitCodes = [0, success],
            NoRestartExitCodes = [125],
            NoRestartSignals = [(int)Signum.SIGUSR1],
        });
        PoolOutcome outcome = await pool.EndAsync();
        Assert.Equal(new PoolOutcome.Finished(exitCode == 0 ? 0 : 2), outcome);
        Assert.Equal(exitCode, outcome.ExitCode);
    }

    [LauncherFact]
    public async Task Worker_that_fails_is_restarted_until_it_succeeds()
    {
        RealPool pool = Start(PoolOf(Shell("[ $KAMISAMA_INCARNATION = 2 ]")) with { Restart = RestartMode.OnFailure });
        Assert.Equal(new PoolOutcome.Finished(0), await pool.EndAsync());
        await pool.Events.ExpectAsync<SupervisionEvent.PoolStopped>();
        Assert.Equal(
            [ExitClass.Failed, ExitClass.Failed, ExitClass.Clean],
            pool.Events.Seen.OfType<SupervisionEvent.WorkerExited>().Select(exited => exited.Report.Class));
    }

    [LauncherFact]
    public async Task Respawns_wait_longer_after_each_death_and_short_again_after_a_stable_run()
    {
        RealPool pool = Start(PoolOf(Shell("[ $KAMISAMA_INCARNATION = 3 ] && sleep 3.2; exit 1")) with
        {
            Backoff = new RespawnBackoff
            {
                InitialDelay = TimeSpan.FromMilliseconds(40),
                MaxDelay = TimeSpan.FromMilliseconds(100),
                ResetAfter = TimeSpan.FromSeconds(3),
            },
        });
        foreach (int delay in new[] { 40, 80, 100, 40 })
        {
            var exited = await pool.Events.ExpectAsync<SupervisionEvent.WorkerExited>();
            Assert.Equal(TimeSpan.FromMilliseconds(delay), exited.Report.Delay);
            TimeSpan gap = (await pool.StartedAsync()).Time - exited.Time;
            Tell($"started again after a back-off of {delay} ms", gap);
            Assert.True(gap >= exited.Report.Delay - Early, $"{gap}");
        }
    }

    [LauncherFact]
    public async Task Worker_that_backs_off_can_be_started_now_and_retired_and_stopped()
    {
        var hour = new RespawnBackoff { InitialDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) };
        RealPool pool = Start(PoolOf(Shell("exec sleep 1000"), 3) with { Backoff = hour });
        foreach (var started in await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(3))
        {
            Kill(started.Process.Pid, Signum.SIGKILL);
            await pool.ExitAsync();
        }

        WorkerStatus waiting = await pool.WorkerAsync(1);
        Assert.Equal(WorkerState.BackingOff, waiting.State);
        Assert.InRange(waiting.StartsIn!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
        Assert.Equal(1, await pool.Pool.StartNowAsync(2));
        Assert.Equal(new WorkerId(2, 1), (await pool.StartedAsync()).Worker);
        Assert.Equal(1, await pool.Pool.ScaleToAsync(1));
        Assert.Equal(new PoolOutcome.Stopped(false, null), await pool.StopAsync());
        Assert.Equal(4, pool.Events.Seen.OfType<SupervisionEvent.WorkerStarted>().Count());
    }

    [LauncherFact]
    public async Task Limit_of_each_worker_counts_its_own_deaths_only()
    {
        RealPool pool = Start(PoolOf(Shell("exec sleep 1000"), 3) with { RespawnLimit = 1, RespawnScope = RespawnScope.Worker });
        var first = await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(3);
        foreach (SupervisionEvent.WorkerStarted started in first)
        {
            Kill(started.Process.Pid, Signum.SIGKILL);
            Assert.Equal(started.Worker.Next, (await pool.StartedAsync()).Worker);
        }

        Kill((await pool.WorkerAsync(2)).Pid!.Value, Signum.SIGKILL);
        PoolOutcome outcome = await pool.EndAsync();
        Assert.Equal(new WorkerId(2, 1), Assert.IsType<PoolOutcome.RespawnLimitBreached>(outcome).LastExits[^1].Worker);
        Assert.Equal(1, outcome.ExitCode);
    }

    [LauncherFact]
    public async Task Kind_of_end_may_have_a_budget_and_a_back_off_of_its_own()
    {
        var wait = new RespawnBackoff { InitialDelay = TimeSpan.FromMilliseconds(20) };
        RealPool pool = Start(PoolOf(Shell("[ $KAMISAMA_INCARNATION = 3 ] && exit 5; exec sleep 1000")) with
        {
            RespawnLimit = 0,
            ExitRules = new Dictionary<ExitClass, ExitRule>
            {
                [ExitClass.Signalled] = new() { Budget = RespawnBudget.Unlimited, Backoff = wait },
            },
        });
        for (int i = 0; i < 3; i++)
        {
            Kill((await pool.StartedAsync()).Process.Pid, Signum.SIGKILL);
            WorkerExitReport killed = await pool.ExitAsync();
            Assert.Equal((ExitClass.Signalled, RespawnDecision.Respawn), (killed.Class, killed.Decision));
            Assert.True(killed.Delay > TimeSpan.Zero);
        }

        Assert.Equal((ExitClass.Failed, RespawnDecision.GiveUp), await pool.ExitAsync() is var failed ? (failed.Class, failed.Decision) : default);
        Assert.Equal(1, (await pool.EndAsync()).ExitCode);
    }

    [LauncherFact]
    public async Task Program_that_is_not_there_yet_is_waited_for_where_a_rule_says_so()
    {
        RealPool pool = Start(PoolOf(new ProcessSpec { FileName = PathOf("late") }) with
        {
            RespawnLimit = 0,
            ExitRules = new Dictionary<ExitClass, ExitRule>
            {
                [ExitClass.CouldNotStart] = new()
                {
                    Budget = RespawnBudget.Unlimited,
                    Backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromMilliseconds(20) },
                },
            },
        });
        Assert.Equal((ExitClass.CouldNotStart, RespawnDecision.Respawn), await pool.ExitAsync() is var exit ? (exit.Class, exit.Decision) : default);
        File.CreateSymbolicLink(PathOf("late"), "/bin/cat");
        await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
    }

    [LauncherFact]
    public async Task Last_lines_of_standard_error_are_in_the_report()
    {
        RealPool pool = Start(PoolOf(Shell("for i in 1 2 3 4; do echo line $i >&2; done; exit 3")) with { ErrorLinesKept = 2, Restart = RestartMode.Never });
        Assert.Equal(["line 3", "line 4"], (await pool.ExitAsync()).LastErrorLines);
        Assert.Equal(4, (await pool.EndAsync()).ExitCode);
    }
}
