namespace Kamisama.Model.Tests;

/// <summary>The smallest schedules of bugs that the model has found.</summary>
public class FoundSchedules
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Nobody_is_started_to_replace_a_worker_that_goes_by_the_same_request() => AssertAgrees(
        new WorkerPoolOptions { Instances = 3, RestartSurge = 1, Readiness = new Readiness.AfterUptime(Second) },
        new Command.RollingRestart(),
        new Command.Scale(1));

    [Fact]
    public void Rolling_restart_leaves_alone_a_new_worker_at_the_index_of_one_that_is_over() => AssertAgrees(
        new WorkerPoolOptions { Instances = 3, Restart = RestartMode.OnFailure },
        new Command.RollingRestart(),
        new Command.Exit(2, new ProcessExit.Code(0)),
        new Command.Add(2));

    [Fact]
    public void Stable_run_that_ends_by_a_replacement_ends_the_row_of_deaths() => AssertAgrees(
        new WorkerPoolOptions { Instances = 1, Backoff = new RespawnBackoff { ResetAfter = 5 * Second } },
        new Command.Exit(1, new ProcessExit.Code(1)),
        new Command.Advance(10 * Second),
        new Command.RollingRestart(),
        new Command.Advance(Second),
        new Command.Exit(1, new ProcessExit.Code(1)));

    [Fact]
    public void Worker_that_not_even_kill_ended_after_its_grace_period_has_timed_out() => AssertAgrees(
        new WorkerPoolOptions { Instances = 1 },
        new Command.Next(1, new Life { StopTakes = null, KillTakes = null }),
        new Command.Exit(1, new ProcessExit.Code(1)),
        new Command.RollingRestart(),
        new Command.Advance(16 * Second));

    [Fact]
    public void Wait_is_over_at_its_very_time() => AssertAgrees(
        new WorkerPoolOptions { Instances = 1, StartStagger = TimeSpan.FromSeconds(2.003) },
        new Command.Advance(0.5 * Second),
        new Command.Add(1),
        new Command.Advance(TimeSpan.FromSeconds(1.503)));

    [Fact]
    public void Fault_does_not_cut_the_wait_for_room_short() => AssertAgrees(
        new WorkerPoolOptions { Instances = 1 },
        new Command.Next(1, new Life { Errno = 11 }),
        new Command.Exit(1, new ProcessExit.Code(1)),
        new Command.Bug(1));

    [Fact]
    public void Worker_is_counted_once_in_a_rolling_restart_that_follows_an_aborted_one() => AssertAgrees(
        new WorkerPoolOptions { Instances = 3, RestartSurge = 2, Readiness = new Readiness.AfterUptime(Second) },
        new Command.RollingRestart(),
        new Command.RollingRestart(),
        new Command.Exit(5, new ProcessExit.Code(1)));

    [Fact]
    public void Worker_that_was_ended_in_its_start_was_never_ready() => AssertAgrees(
        new WorkerPoolOptions { Instances = 2, StartTimeout = 8 * Second },
        new Command.RollingRestart(),
        new Command.Next(2, new Life { StartTakes = null }),
        new Command.Advance(10 * Second));

    [Fact]
    public void Pool_whose_last_worker_finishes_while_it_is_replaced_comes_to_its_end() => AssertAgrees(
        new WorkerPoolOptions { Instances = 1, RestartSurge = 1, Restart = RestartMode.Never, Readiness = new Readiness.Notified() },
        new Command.RollingRestart(),
        new Command.Exit(1, new ProcessExit.Code(1)),
        new Command.Advance(20 * Second));

    [Fact]
    public void Rolling_restart_behind_an_aborted_one_reaches_the_successor_of_a_worker_that_not_even_kill_ended() => AssertAgrees(
        new WorkerPoolOptions { Instances = 1, RespawnLimit = null, StartTimeout = 8 * Second },
        new Command.RollingRestart(),
        new Command.Next(1, new Life { StartTakes = null, ToldAfter = 20 * Second }),
        new Command.RollingRestart());

    [Fact]
    public void Fault_does_not_give_a_slow_start_more_time() => AssertAgrees(
        new WorkerPoolOptions { Instances = 1, Readiness = new Readiness.Notified(), StartTimeout = 8 * Second },
        new Command.Next(1, new Life { StartTakes = 7 * Second, ReadyAfter = null }),
        new Command.Exit(1, new ProcessExit.Code(1)),
        new Command.Advance(7.5 * Second),
        new Command.Bug(1),
        new Command.Advance(2 * Second));

    [Fact]
    public void Hung_worker_keeps_its_time_limit_when_a_pool_without_a_grace_period_stops() => AssertAgrees(
        new WorkerPoolOptions { Instances = 1, GracePeriod = null, StartTimeout = Second, Readiness = new Readiness.Notified() },
        new Command.Next(1, new Life { ReadyAfter = null, StopTakes = null }),
        new Command.Exit(1, new ProcessExit.Code(1)),
        new Command.Advance(2 * Second),
        new Command.Stop(StopMode.Graceful),
        new Command.Advance(12 * Second));

    private static void AssertAgrees(WorkerPoolOptions options, params Command[] commands)
    {
        string? wrong = Machine.Run(new Schedule(options, commands));
        Assert.True(wrong is null, wrong);
    }
}
