using Kamisama.Actors.Tests.Health;
using Kamisama.Processes;
using Kamisama.TestKit;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>Other options for a pool that runs: what follows from each kind of change.</summary>
public class ReconfigureSpecs
{
    private const int SigInt = 2, SigTerm = 15, SigTstp = 20;

    private static readonly WorkerPoolOptions Options = new()
    {
        Instances = 3,
        Command = new ProcessSpec { FileName = "crunch", Arguments = ["old"] },
        Seed = 42,
    };

    private static readonly WorkerPoolOptions WithNewCommand = Options with { Command = new ProcessSpec { FileName = "crunch", Arguments = ["new"] } };
    private static readonly Probe AnyProbe = new Probe.Tcp("localhost", "80");

    [Fact]
    public void Equal_options_change_nothing_and_are_told_to_nobody()
    {
        using var pool = new PoolSimulation(Options);
        int before = pool.Events.Total;
        ReconfigureResult result = Reconfigure(pool, Options with { Command = new ProcessSpec { FileName = "crunch", Arguments = ["old"] } });
        Assert.Empty(result.Changed);
        Assert.Equal((false, null), (result.WorkersReplaced, result.Restart));
        Assert.Equal(before, pool.Events.Total);
    }

    [Fact]
    public void Another_command_replaces_all_workers_one_after_the_other()
    {
        using var pool = new PoolSimulation(
            Options with { Readiness = new Readiness.Notified() }, _ => new ProcessScript { ReadyAfter = TimeSpan.FromSeconds(1) });
        pool.RunFor(TimeSpan.FromSeconds(2));
        Task<ReconfigureResult> answer = Ask(pool, WithNewCommand with { Readiness = new Readiness.Notified() });
        PoolReconfigured told = pool.RunUntil<PoolReconfigured>();
        Assert.Equal((nameof(WorkerPoolOptions.Command), true), (Assert.Single(told.Changed), told.WorkersReplaced));
        pool.RunFor(TimeSpan.FromSeconds(1.5));
        Assert.False(answer.IsCompleted);
        Assert.Equal(["new", "new", "old"], Commands(pool));

        pool.RunFor(TimeSpan.FromSeconds(2));
        Assert.Equal(new RollingRestartResult(3, 3, null), ResultOf(pool, answer).Restart);
        Assert.Equal(["new", "new", "new"], Commands(pool));
        Assert.Equal(0, pool.Status.RespawnsInInterval);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Surge_that_grows_while_a_new_worker_starts_makes_nobody_old_and_new_at_once(int surge)
    {
        WorkerPoolOptions options = Options with { Readiness = new Readiness.Notified() };
        using var pool = new PoolSimulation(options, _ => new ProcessScript { ReadyAfter = TimeSpan.FromSeconds(1) });
        pool.RunFor(TimeSpan.FromSeconds(2));
        Task<ReconfigureResult> first = Ask(pool, options with { Command = WithNewCommand.Command });
        pool.RunUntil<WorkerStarted>();
        Task<ReconfigureResult> second = Ask(pool, options with { Command = Options.Command! with { Arguments = ["newest"] }, RestartSurge = surge });
        pool.RunFor(TimeSpan.FromSeconds(60));

        Assert.True(first.IsCompleted && second.IsCompleted, $"{first.Status}, {second.Status}");
        Assert.All(Commands(pool), command => Assert.Equal("newest", command));
        Assert.Equal(3, pool.Status.Workers.Count);
    }

    [Theory]
    [InlineData(nameof(WorkerPoolOptions.Readiness))]
    [InlineData(nameof(WorkerPoolOptions.WatchdogTimeout))]
    [InlineData(nameof(WorkerPoolOptions.ErrorLinesKept))]
    public void What_a_program_is_told_at_its_start_replaces_all_workers(string option)
    {
        using var pool = new PoolSimulation(Options, _ => new ProcessScript { ReadyAfter = TimeSpan.Zero, HeartbeatEvery = TimeSpan.FromSeconds(1) });
        ReconfigureResult result = Reconfigure(pool, option switch
        {
            nameof(WorkerPoolOptions.Readiness) => Options with { Readiness = new Readiness.Notified() },
            nameof(WorkerPoolOptions.WatchdogTimeout) => Options with { WatchdogTimeout = TimeSpan.FromSeconds(10) },
            _ => Options with { ErrorLinesKept = 5 },
        });
        Assert.Equal((option, 3), (Assert.Single(result.Changed), result.Restart!.Replaced));
        Assert.All(pool.Status.Workers, worker => Assert.Equal((1, WorkerState.Running), (worker.Worker.Incarnation, worker.State)));
    }

    [Fact]
    public void Worker_is_judged_by_the_readiness_it_was_started_under()
    {
        using var pool = new PoolSimulation(
            Options with { Instances = 1, Readiness = new Readiness.Notified() },
            start => new ProcessScript { ReadyAfter = start.Worker.Incarnation == 0 ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(1) });
        Task<ReconfigureResult> answer = Ask(pool, Options with { Instances = 1, RestartSurge = 1 });
        pool.RunFor(TimeSpan.FromSeconds(3));

        // The successor has no readiness to wait for, so the old one, which was not ready yet, has gone.
        Assert.Equal(new RollingRestartResult(1, 1, null), ResultOf(pool, answer).Restart);
        Assert.Equal(0, pool.Events.Count<WorkerReady>());
    }

    [Fact]
    public void Start_timeout_is_that_of_the_next_process()
    {
        using var pool = new PoolSimulation(
            Options with { Instances = 1, Readiness = new Readiness.Notified(), StartTimeout = TimeSpan.FromSeconds(5) },
            start => new ProcessScript { ReadyAfter = null });
        Assert.False(Reconfigure(pool, Options with { Instances = 1, Readiness = new Readiness.Notified(), StartTimeout = TimeSpan.FromSeconds(9) }).WorkersReplaced);
        pool.RunUntil<WorkerTimedOut>();
        Assert.Equal(TimeSpan.FromSeconds(5), pool.Now);
        pool.RunUntil<WorkerTimedOut>();
        Assert.Equal(TimeSpan.FromSeconds(14), pool.Now);
    }

    [Fact]
    public void Liveness_of_a_running_worker_begins_ends_and_changes_without_a_restart()
    {
        using var pool = new PoolSimulation(Options with { Instances = 1 }, _ => new ProcessScript { ProbesPassFrom = TimeSpan.FromDays(1) });
        WorkerPoolOptions once = Options with { Instances = 1, Liveness = new LivenessOptions(AnyProbe) { Interval = TimeSpan.FromSeconds(4), Failures = 2, Of = 2 } };
        Assert.False(Reconfigure(pool, once).WorkersReplaced);
        pool.RunFor(TimeSpan.FromSeconds(5)); // One failure of two.
        Reconfigure(pool, once with { Liveness = once.Liveness! with { Interval = TimeSpan.FromSeconds(6) } });
        pool.RunFor(TimeSpan.FromSeconds(11.9)); // The count begins anew.
        Assert.Equal(0, pool.Events.Count<WorkerTimedOut>());
        Reconfigure(pool, Options with { Instances = 1 });
        pool.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(0, pool.Events.Count<WorkerTimedOut>());
        Reconfigure(pool, once);
        Assert.Equal(WorkerEndCause.Liveness, pool.RunUntil<WorkerTimedOut>(limit: TimeSpan.FromSeconds(8)).Cause);
        Assert.Equal(0, pool.Events.Count<RollingRestartStarted>());
    }

    [Fact]
    public void Memory_limit_of_a_running_worker_begins_and_ends_without_a_restart()
    {
        using var pool = new PoolSimulation(Options with { Instances = 1 });
        pool.Worker(1).SetMemory(2000);
        WorkerPoolOptions limited = Options with { Instances = 1, MemoryLimit = new MemoryLimitOptions(1000) { Interval = TimeSpan.FromSeconds(1), Samples = 2, Of = 2 } };
        Reconfigure(pool, limited);
        pool.RunFor(TimeSpan.FromSeconds(1.5));
        Reconfigure(pool, Options with { Instances = 1 });
        pool.RunUntilQuiet();
        Assert.Equal(0, pool.Events.Count<WorkerReplacing>());
        Reconfigure(pool, limited);
        Assert.Equal(WorkerEndCause.Memory, pool.RunUntil<WorkerReplacing>(limit: TimeSpan.FromSeconds(2)).Cause);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Age_counts_from_the_start_whenever_the_limit_came(bool isUptime)
    {
        using var pool = new PoolSimulation(Options with { Instances = 1, AgeJitter = 0 });
        pool.RunFor(TimeSpan.FromSeconds(30));
        WorkerPoolOptions aged = Options with { Instances = 1, AgeJitter = 0 };
        aged = isUptime ? aged with { MaxUptime = TimeSpan.FromSeconds(50) } : aged with { MaxAge = TimeSpan.FromSeconds(50) };
        Reconfigure(pool, aged);
        pool.RunFor(TimeSpan.FromSeconds(10));
        Reconfigure(pool, isUptime ? aged with { MaxUptime = TimeSpan.FromSeconds(70) } : aged with { MaxAge = TimeSpan.FromSeconds(70) });
        pool.RunUntil<WorkerReplacing>();
        Assert.Equal(TimeSpan.FromSeconds(70), pool.Now);
        Reconfigure(pool, Options with { Instances = 1 });
        pool.RunUntilQuiet();
        Assert.Equal(1, pool.Events.Count<WorkerReplacing>());
    }

    [Fact]
    public void Respawn_limit_takes_effect_at_once_and_what_was_counted_stays_counted()
    {
        using var pool = new PoolSimulation(Options with { RespawnLimit = 10, RespawnInterval = TimeSpan.FromMinutes(1) });
        pool.Worker(1).ExitWith(1);
        pool.RunFor(TimeSpan.FromSeconds(1));
        pool.Worker(1).ExitWith(1);
        pool.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal([nameof(WorkerPoolOptions.RespawnLimit)], Reconfigure(pool, Options with { RespawnLimit = 2, RespawnInterval = TimeSpan.FromMinutes(1) }).Changed);
        Assert.Equal(2, pool.Status.RespawnsInInterval);
        pool.Worker(2).ExitWith(1);
        PoolOutcome.RespawnLimitBreached breach = Assert.IsType<PoolOutcome.RespawnLimitBreached>(pool.RunUntilOver());
        Assert.Equal(2, breach.Limit);
    }

    [Fact]
    public void Scope_of_the_limit_takes_effect_at_once_and_each_worker_has_what_was_his()
    {
        using var pool = new PoolSimulation(Options with { RespawnLimit = 3 });
        foreach (int index in (int[])[1, 1, 2])
        {
            pool.Worker(index).ExitWith(1);
            pool.RunFor(TimeSpan.FromSeconds(1));
        }

        Reconfigure(pool, Options with { RespawnLimit = 2, RespawnScope = RespawnScope.Worker });
        pool.Worker(2).ExitWith(1);
        Assert.Equal(2, pool.RunUntil<WorkerExited>(exited => exited.Report.Worker.Incarnation == 1 && exited.Report.Worker.Index == 2).Report.RespawnsInInterval);
        Reconfigure(pool, Options with { RespawnLimit = 5 });
        Assert.Equal(4, pool.Status.RespawnsInInterval);
        Reconfigure(pool, Options with { RespawnLimit = 2, RespawnScope = RespawnScope.Worker });
        pool.Worker(1).ExitWith(1);
        Assert.IsType<PoolOutcome.RespawnLimitBreached>(pool.RunUntilOver());
    }

    [Fact]
    public void Back_off_restart_mode_and_exit_rules_take_effect_at_the_next_end()
    {
        using var pool = new PoolSimulation(Options with { RespawnLimit = null });
        Reconfigure(pool, Options with { RespawnLimit = null, Backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromSeconds(7) } });
        pool.Worker(1).ExitWith(1);
        Assert.Equal(TimeSpan.FromSeconds(7), pool.RunUntil<WorkerExited>().Report.Delay);

        Reconfigure(pool, Options with { RespawnLimit = null, ExitRules = new Dictionary<ExitClass, ExitRule> { [ExitClass.Failed] = new() { Budget = new RespawnBudget(0, TimeSpan.FromSeconds(1)) } } });
        Reconfigure(pool, Options with { RespawnLimit = null, Restart = RestartMode.OnFailure, SuccessExitCodes = [9] });
        pool.Worker(2).ExitWith(9);
        Assert.Equal((RespawnDecision.Finish, ExitClass.Clean), Decision(pool.RunUntil<WorkerExited>()));
        Reconfigure(pool, Options with { RespawnLimit = null, NoRestartExitCodes = [5] });
        pool.Worker(3).ExitWith(5);
        Assert.Equal((RespawnDecision.Finish, ExitClass.Failed), Decision(pool.RunUntil<WorkerExited>()));

        static (RespawnDecision, ExitClass) Decision(WorkerExited exited) => (exited.Report.Decision, exited.Report.Class);
    }

    [Fact]
    public void Workers_are_ended_by_the_newest_signals_and_times()
    {
        using var pool = new PoolSimulation(Options with { Instances = 1 }, _ => new ProcessScript { IgnoredSignals = [SigInt, SigTerm, SigTstp] });
        Assert.False(Reconfigure(pool, Options with
        {
            Instances = 1,
            StopSignal = SigInt,
            QuietSignal = SigTstp,
            QuietPeriod = TimeSpan.FromSeconds(2),
            GracePeriod = TimeSpan.FromSeconds(3),
        }).WorkersReplaced);
        SimulatedProcess worker = pool.Worker(1);
        pool.Stop();
        pool.RunUntilOver();
        Assert.Equal(TimeSpan.FromSeconds(5), pool.Now);
        Assert.Equal([SigTstp, SigInt, 9], worker.Signals.Where(signal => signal != 18));
    }

    [Fact]
    public void Live_number_of_workers_is_kept_unless_the_option_differs()
    {
        using var pool = new PoolSimulation(Options);
        pool.AddWorkers(2);
        Reconfigure(pool, Options with { GracePeriod = TimeSpan.FromSeconds(1) });
        Assert.Equal(5, pool.Status.Instances);
        Reconfigure(pool, Options with { Instances = 4 });
        Assert.Equal(4, pool.Status.Instances);
        Reconfigure(pool, Options with { Instances = 6 });
        pool.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(6, pool.Status.Workers.Count(worker => worker.State == WorkerState.Running));
    }

    [Fact]
    public void Start_stagger_and_surge_take_effect_at_once()
    {
        using var pool = new PoolSimulation(Options);
        ReconfigureResult result = Reconfigure(pool, WithNewCommand with { RestartSurge = 1, StartStagger = TimeSpan.FromSeconds(5), Instances = 5 });
        Assert.Null(result.Restart!.Aborted);
        Assert.Equal(6, pool.Host.Processes.Select(process => process.Worker.Index).Max());
        pool.RunFor(TimeSpan.FromSeconds(20));
        Assert.Equal(Enumerable.Repeat("new", 5), Commands(pool));
    }

    [Fact]
    public void Abort_keeps_the_old_workers_and_the_new_options_stay_in_force()
    {
        bool fails = true;
        using var pool = new PoolSimulation(
            Options with { RestartSurge = 1, Readiness = new Readiness.Notified() },
            start => start.Spec.Arguments[0] == "new" && fails
                ? new ProcessScript { RunFor = TimeSpan.FromSeconds(1), ReadyAfter = null }
                : new ProcessScript { ReadyAfter = TimeSpan.Zero });
        pool.RunFor(TimeSpan.FromSeconds(1));
        WorkerPoolOptions next = WithNewCommand with { RestartSurge = 1, Readiness = new Readiness.Notified() };
        Task<ReconfigureResult> answer = Ask(pool, next);
        pool.RunFor(TimeSpan.FromSeconds(5));
        ReconfigureResult result = ResultOf(pool, answer);
        Assert.True(result.WorkersReplaced);
        Assert.NotNull(result.Restart!.Aborted);
        Assert.Equal(["old", "old", "old"], Commands(pool));
        fails = false;
        pool.Worker(2).ExitWith(1);
        pool.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(["old", "new", "old"], Commands(pool));
        Assert.Empty(Reconfigure(pool, next).Changed);
    }

    [Fact]
    public void Reconfiguration_during_a_rolling_restart_is_followed_by_another_one_of_those_that_are_old()
    {
        using var pool = new PoolSimulation(
            Options with { Readiness = new Readiness.Notified() }, _ => new ProcessScript { ReadyAfter = TimeSpan.FromSeconds(2) });
        pool.RunFor(TimeSpan.FromSeconds(3));
        pool.RestartWorkers();
        pool.RunFor(TimeSpan.FromSeconds(3)); // Worker 1 is new, of the old command; worker 2 is on its way.
        Task<ReconfigureResult> answer = Ask(pool, WithNewCommand with { Readiness = new Readiness.Notified() });
        pool.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(new RollingRestartResult(2, 2, null), ResultOf(pool, answer).Restart);
        Assert.Equal([2, 2, 1], pool.Status.Workers.Select(worker => worker.Worker.Incarnation));
        Assert.Equal(["new", "new", "new"], Commands(pool));
    }

    [Fact]
    public void Successor_of_a_worker_that_was_too_old_is_replaced_too_when_it_was_started_before()
    {
        using var pool = new PoolSimulation(
            Options with { Instances = 1, RestartSurge = 1, AgeJitter = 0, MaxAge = TimeSpan.FromSeconds(10), Readiness = new Readiness.Notified() },
            _ => new ProcessScript { ReadyAfter = TimeSpan.FromSeconds(2) });
        pool.RunUntil<WorkerReplacing>();
        pool.RunFor(TimeSpan.FromSeconds(1));
        Task<ReconfigureResult> answer = Ask(pool, WithNewCommand with { Instances = 1, RestartSurge = 1, Readiness = new Readiness.Notified() });
        pool.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(["new"], Commands(pool));
        Assert.True(ResultOf(pool, answer).WorkersReplaced);
    }

    [Fact]
    public void Worker_that_waits_for_its_start_is_started_under_the_newest_options()
    {
        using var pool = new PoolSimulation(Options with { Backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromSeconds(10) } });
        pool.Worker(2).ExitWith(1);
        Reconfigure(pool, WithNewCommand with { Backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromSeconds(10) } });
        pool.RunFor(TimeSpan.FromSeconds(10));
        Assert.Equal(["new", "new", "new"], Commands(pool));
        Assert.Equal([1, 1, 1], pool.Status.Workers.Select(worker => worker.Worker.Incarnation));
    }

    [Fact]
    public void Worker_that_begins_its_start_at_the_same_moment_is_not_forgotten()
    {
        var backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromSeconds(10) };
        for (int seed = 1; seed <= 30; seed++)
        {
            using var pool = new PoolSimulation(Options with { Instances = 1, Backoff = backoff }) { ChooseTurn = new Random(seed).Next };
            pool.Worker(1).ExitWith(1);
            pool.Settle();

            // Not settled in between: the worker's word that it starts, under the former options, may come behind the new ones.
            pool.System.ActorSelection(pool.Master.Path / "1").Tell(new WorkerMessage.StartNow(), ActorRefs.NoSender);
            pool.Master.Tell(new MasterMessage.Reconfigure(WithNewCommand with { Instances = 1, Backoff = backoff }), ActorRefs.NoSender);
            pool.RunFor(TimeSpan.FromMinutes(1));
            Assert.Equal(["new"], Commands(pool));
        }
    }

    [Fact]
    public void Stop_ends_the_restart_and_the_answer_says_so()
    {
        using var pool = new PoolSimulation(
            Options with { Readiness = new Readiness.Notified() }, _ => new ProcessScript { ReadyAfter = TimeSpan.FromSeconds(2) });
        pool.RunFor(TimeSpan.FromSeconds(3));
        Task<ReconfigureResult> answer = Ask(pool, WithNewCommand with { Readiness = new Readiness.Notified() });
        pool.RunFor(TimeSpan.FromSeconds(1));
        pool.Stop();
        Assert.Equal("the pool is stopping", ResultOf(pool, answer).Restart!.Aborted);
        pool.RunUntilOver();
    }

    public static TheoryData<string> Refusals => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Options_that_are_wrong_are_refused_and_change_nothing(string which)
    {
        using var pool = new PoolSimulation(Options);
        WorkerPoolOptionsException refused = Assert.Throws<WorkerPoolOptionsException>(() => Reconfigure(pool, Bad[which]!));
        Assert.NotEmpty(refused.Faults);
        Assert.Equal("reconfiguration", pool.RunUntil<RequestIgnored>().Request);
        Assert.Equal(0, pool.Events.Count<PoolReconfigured>());
        Assert.Equal(3, pool.Status.Instances);
        Assert.Empty(Reconfigure(pool, Options).Changed);
    }

    [Fact]
    public void Message_without_options_is_refused()
    {
        using var pool = new PoolSimulation(Options);
        pool.Settle();
        pool.Master.Tell(new MasterMessage.Reconfigure(null!), ActorRefs.NoSender);
        Assert.Contains("missing", pool.RunUntil<RequestIgnored>().Reason);
        Assert.Equal(0, pool.Events.Count<InternalFault>());
    }

    [Fact]
    public void Pool_that_is_stopping_is_not_reconfigured()
    {
        using var pool = new PoolSimulation(Options, _ => new ProcessScript { IgnoredSignals = [SigTerm] });
        pool.Stop();
        Assert.Contains("is stopping", Assert.Throws<WorkerPoolOptionsException>(() => Reconfigure(pool, WithNewCommand)).Message);
    }

    [Fact]
    public void Thousands_of_reconfigurations_leave_nothing_behind_and_wrong_ones_restart_nobody()
    {
        using var pool = new PoolSimulation(Options with { Instances = 2 });
        for (int i = 0; i < 1000; i++)
        {
            WorkerPoolOptions next = Options with
            {
                Instances = 2,
                RespawnLimit = i % 7,
                MaxAge = TimeSpan.FromDays(1 + (i % 3)),
                Liveness = i % 2 == 0 ? null : new LivenessOptions(AnyProbe) { Interval = TimeSpan.FromHours(1 + (i % 5)) },
            };
            Assert.Throws<WorkerPoolOptionsException>(() => Reconfigure(pool, next with { Instances = 0, Command = WithNewCommand.Command }));
            Assert.False(Reconfigure(pool, next).WorkersReplaced);
        }

        Assert.Equal(2, pool.Host.Processes.Count);
        Assert.All(pool.Status.Workers, worker => Assert.Equal(0, worker.Worker.Incarnation));
    }

    private static Dictionary<string, WorkerPoolOptions?> Bad { get; } = new()
    {
        ["another output"] = Options with { Output = new WorkerOutput.ToMaster() },
        ["no output"] = Options with { Output = null! },
        ["another name"] = Options with { Name = "other" },
        ["no command"] = Options with { Command = null },
        ["no worker"] = Options with { Instances = 0 },
        ["no name"] = Options with { Name = null! },
        ["no list"] = Options with { NoRestartSignals = null! },
        ["no arguments"] = Options with { Command = new ProcessSpec { FileName = "crunch", Arguments = null! } },
        ["no probe"] = Options with { Liveness = new LivenessOptions(null!) },
        ["a negative limit"] = Options with { RespawnLimit = -1 },
    };

    private static ReconfigureResult Reconfigure(PoolSimulation pool, WorkerPoolOptions options) =>
        ResultOf(pool, Ask(pool, options));

    private static Task<ReconfigureResult> Ask(PoolSimulation pool, WorkerPoolOptions options)
    {
        pool.Settle();
        return pool.Pool.ReconfigureAsync(options);
    }

    private static ReconfigureResult ResultOf(PoolSimulation pool, Task<ReconfigureResult> answer)
    {
        pool.Settle();

        // No virtual time passes; but on Akka.NET the last step of an answer is another thread's.
        return answer.WaitAsync(Asking.Patience).GetAwaiter().GetResult();
    }

    private static IEnumerable<string> Commands(PoolSimulation pool) => pool.Status.Workers.OrderBy(worker => worker.Worker.Index)
        .Select(worker => pool.Worker(worker.Worker.Index).Start.Spec.Arguments[0]);
}
