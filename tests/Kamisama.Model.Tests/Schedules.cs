using FsCheck;
using FsCheck.Fluent;

namespace Kamisama.Model.Tests;

/// <summary>Pools and schedules at random.</summary>
internal static class Schedules
{
    private static readonly ProcessExit[] Exits =
    [
        new ProcessExit.Code(0), new ProcessExit.Code(1), new ProcessExit.Code(1), new ProcessExit.Code(3), new ProcessExit.Code(7),
        new ProcessExit.Signalled(11, true), new ProcessExit.Signalled(9, false) { OutOfMemory = true }, new ProcessExit.Signalled(10, false),
    ];

    private static readonly Gen<int> Index = Gen.Choose(1, 5);

    private static readonly Gen<TimeSpan> Time = OneOf<TimeSpan>(
        Seconds(0.1), Seconds(0.35), Seconds(1), Seconds(1), Seconds(2), Seconds(3), Seconds(5), Seconds(10), Seconds(10), Seconds(20), Seconds(60), Seconds(300));

    private static readonly Gen<RespawnBackoff?> Backoff = OneOf<RespawnBackoff?>(
        null,
        null,
        new RespawnBackoff { InitialDelay = Seconds(1), MaxDelay = Seconds(10), ResetAfter = Seconds(20) },
        new RespawnBackoff { InitialDelay = Seconds(2), Factor = 3, MaxDelay = Seconds(7), ResetAfter = Seconds(5) });

    private static readonly Gen<IReadOnlyDictionary<ExitClass, ExitRule>> Rules =
        from kind in OneOf(ExitClass.Clean, ExitClass.Failed, ExitClass.Signalled, ExitClass.KilledForMemory, ExitClass.TimedOut, ExitClass.CouldNotStart, ExitClass.Recycled)
        from rule in OneOf<ExitRule?>(
            null,
            null,
            new ExitRule { Backoff = RespawnBackoff.None },
            new ExitRule { Budget = new RespawnBudget(1, Seconds(30)) },
            new ExitRule { Budget = RespawnBudget.Unlimited, Backoff = new RespawnBackoff { InitialDelay = Seconds(3) } })
        select (IReadOnlyDictionary<ExitClass, ExitRule>)(rule is null ? [] : new Dictionary<ExitClass, ExitRule> { [kind] = rule });

    private static readonly Gen<WorkerPoolOptions> Restart =
        from limit in OneOf<int?>(null, null, 0, 1, 2, 3, 5)
        from interval in OneOf(Seconds(5), Seconds(20), Seconds(60))
        from scope in OneOf(RespawnScope.Pool, RespawnScope.Worker)
        from mode in OneOf(RestartMode.Always, RestartMode.Always, RestartMode.OnFailure, RestartMode.Never)
        from success in OneOf<IReadOnlyList<int>>([0], [0, 3])
        from codes in OneOf<IReadOnlyList<int>>([], [7])
        from signals in OneOf<IReadOnlyList<int>>([], [10])
        from backoff in Backoff
        from rules in Rules
        select new WorkerPoolOptions
        {
            Instances = 1, RespawnLimit = limit, RespawnInterval = interval, RespawnScope = scope, Restart = mode, SuccessExitCodes = success,
            NoRestartExitCodes = codes, NoRestartSignals = signals, Backoff = backoff, ExitRules = rules,
        };

    private static readonly Gen<WorkerPoolOptions> Start =
        from instances in Gen.Choose(1, 4)
        from stagger in OneOf(TimeSpan.Zero, TimeSpan.Zero, Seconds(2.003))
        from readiness in OneOf<Readiness?>(null, null, new Readiness.Notified(), new Readiness.Notified(), new Readiness.AfterUptime(Seconds(3.001)))
        from timeout in OneOf<TimeSpan?>(null, Seconds(8.009))
        from surge in OneOf(0, 0, 1, 2)
        select new WorkerPoolOptions { Instances = instances, StartStagger = stagger, Readiness = readiness, StartTimeout = timeout, RestartSurge = surge };

    private static readonly Gen<WorkerPoolOptions> Stop =
        from grace in OneOf<TimeSpan?>(Seconds(10), Seconds(10), Seconds(10), null, TimeSpan.Zero)
        from quiet in OneOf<int?>(null, null, Schedule.QuietSignal)
        select new WorkerPoolOptions { Instances = 1, GracePeriod = grace, KillDelay = Seconds(5), QuietSignal = quiet, QuietPeriod = Seconds(3.013) };

    private static readonly Gen<WorkerPoolOptions> Health =
        from watchdog in OneOf<TimeSpan?>(null, null, Seconds(4.017))
        from memory in OneOf(null, null, new MemoryLimitOptions(100) { Interval = Seconds(4.019), Samples = 2, Of = 3 })
        from age in OneOf<TimeSpan?>(null, null, null, Seconds(30.023))
        from uptime in OneOf<TimeSpan?>(null, null, null, Seconds(25.029))
        select new WorkerPoolOptions { Instances = 1, WatchdogTimeout = watchdog, MemoryLimit = memory, MaxAge = age, MaxUptime = uptime };

    private static readonly Gen<WorkerPoolOptions> Options =
        from start in Start
        from restart in Restart
        from stop in Stop
        from health in Health
        select start with
        {
            RespawnLimit = restart.RespawnLimit, RespawnInterval = restart.RespawnInterval, RespawnScope = restart.RespawnScope, Restart = restart.Restart,
            SuccessExitCodes = restart.SuccessExitCodes, NoRestartExitCodes = restart.NoRestartExitCodes, NoRestartSignals = restart.NoRestartSignals,
            Backoff = restart.Backoff, ExitRules = restart.ExitRules, GracePeriod = stop.GracePeriod, KillDelay = stop.KillDelay,
            QuietSignal = stop.GracePeriod == TimeSpan.Zero ? null : stop.QuietSignal, QuietPeriod = stop.QuietPeriod,
            WatchdogTimeout = health.WatchdogTimeout, MemoryLimit = health.MemoryLimit, MaxAge = health.MaxAge, MaxUptime = health.MaxUptime, AgeJitter = 0,
        };

    private static readonly Gen<Life> Lives =
        from start in OneOf<TimeSpan?>(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, Seconds(2.031), null)
        from errno in OneOf<int?>(null, null, null, 2, 11)
        from ready in OneOf<TimeSpan?>(TimeSpan.Zero, Seconds(1.037), Seconds(6.041), null)
        from run in OneOf<TimeSpan?>(null, null, TimeSpan.Zero, Seconds(1.043), Seconds(5.047), Seconds(40.053))
        from exit in Gen.Elements(Exits)
        from stop in OneOf<TimeSpan?>(TimeSpan.Zero, Seconds(3.059), Seconds(15.061), null)
        from kill in OneOf<TimeSpan?>(TimeSpan.Zero, TimeSpan.Zero, Seconds(2.067), null)
        from told in OneOf<TimeSpan?>(TimeSpan.Zero, TimeSpan.Zero, Seconds(1.071), Seconds(20.073), null)
        from children in OneOf(TimeSpan.Zero, TimeSpan.Zero, Seconds(2.079), Seconds(30.083))
        from beats in OneOf<TimeSpan?>(null, null, Seconds(3))
        select new Life
        {
            StartTakes = start, Errno = start is null ? null : errno, ReadyAfter = run == TimeSpan.Zero ? null : ready, RunFor = run, Exit = exit,
            StopTakes = stop, KillTakes = start == TimeSpan.Zero ? kill : TimeSpan.Zero, ToldAfter = told, Children = children, BeatsUntil = beats,
        };

    private static readonly Gen<Command> OneCommand = Gen.Frequency(
        (10, Time.Select(time => (Command)new Command.Advance(time))),
        (8, from index in Index from how in Gen.Elements(Exits) select (Command)new Command.Exit(index, how)),
        (6, from index in Index from life in Lives select (Command)new Command.Next(index, life)),
        (3, Gen.Elements(1, 12, 21, 22, 21, 22).Select(signal => (Command)new Command.Signal(signal))),
        (1, Gen.Elements(1, 2, 3, 15).Select(signal => (Command)new Command.Signal(signal))),
        (1, Gen.Choose(1, 5).Select(count => (Command)new Command.Scale(count))),
        (1, Gen.Choose(1, 2).Select(count => (Command)new Command.Add(count))),
        (1, Gen.Choose(1, 2).Select(count => (Command)new Command.Retire(count))),
        (1, Gen.Constant((Command)new Command.StartNow())),
        (2, Gen.Constant((Command)new Command.RollingRestart())),
        (2, Index.Select(index => (Command)new Command.SayReady(index))),
        (1, Index.Select(index => (Command)new Command.StopHeartbeats(index))),
        (1, from index in Index from bytes in Gen.Elements(50L, 200L, 200L) select (Command)new Command.Memory(index, bytes)),
        (1, Index.Select(index => (Command)new Command.FinishStart(index))),
        (2, Index.Select(index => (Command)new Command.TellExit(index))),
        (1, Index.Select(index => (Command)new Command.Duplicate(index))),
        (1, Gen.Choose(0, 3).Select(index => (Command)new Command.Bug(index))));

    private static readonly Gen<Schedule> All =
        from options in Options
        from length in Gen.Choose(1, 40)
        from commands in OneCommand.ArrayOf(length)
        select new Schedule(options, commands);

    /// <summary>The schedule of a seed: the same one each time.</summary>
    public static Schedule Of(int seed) =>
        All.Sample(30, new Rnd((ulong)seed * 0xBF58476D1CE4E5B9UL, 0x9E3779B97F4A7C15UL), 1).First();

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Elements(values);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
