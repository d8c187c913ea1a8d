using System.Reflection;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Pool;

public class PoolChangeTests
{
    private static readonly WorkerPoolOptions Old = Full();

    /// <summary>Each option with another value than <see cref="Full"/> has, and what the change means.</summary>
    public static TheoryData<string, string> Options => new()
    {
        { nameof(WorkerPoolOptions.Command), "workers" },
        { nameof(WorkerPoolOptions.Readiness), "workers" },
        { nameof(WorkerPoolOptions.WatchdogTimeout), "workers" },
        { nameof(WorkerPoolOptions.ErrorLinesKept), "workers" },
        { nameof(WorkerPoolOptions.Liveness), "checks" },
        { nameof(WorkerPoolOptions.MemoryLimit), "checks" },
        { nameof(WorkerPoolOptions.MaxAge), "checks" },
        { nameof(WorkerPoolOptions.MaxUptime), "checks" },
        { nameof(WorkerPoolOptions.AgeJitter), "checks" },
        { nameof(WorkerPoolOptions.Instances), "scale" },
        { nameof(WorkerPoolOptions.RespawnLimit), "" },
        { nameof(WorkerPoolOptions.RespawnInterval), "" },
        { nameof(WorkerPoolOptions.RespawnScope), "" },
        { nameof(WorkerPoolOptions.Restart), "" },
        { nameof(WorkerPoolOptions.SuccessExitCodes), "" },
        { nameof(WorkerPoolOptions.NoRestartExitCodes), "" },
        { nameof(WorkerPoolOptions.NoRestartSignals), "" },
        { nameof(WorkerPoolOptions.Backoff), "" },
        { nameof(WorkerPoolOptions.ExitRules), "" },
        { nameof(WorkerPoolOptions.StartStagger), "" },
        { nameof(WorkerPoolOptions.StartTimeout), "" },
        { nameof(WorkerPoolOptions.RestartSurge), "" },
        { nameof(WorkerPoolOptions.QuietSignal), "" },
        { nameof(WorkerPoolOptions.QuietPeriod), "" },
        { nameof(WorkerPoolOptions.Seed), "" },
        { nameof(WorkerPoolOptions.GracePeriod), "" },
        { nameof(WorkerPoolOptions.KillDelay), "" },
        { nameof(WorkerPoolOptions.StopSignal), "" },
        { nameof(WorkerPoolOptions.BreachAction), "" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Between_OneOptionDiffers_NamesItAndWhatFollows(string option, string effect)
    {
        PropertyInfo property = typeof(WorkerPoolOptions).GetProperty(option)!;
        WorkerPoolOptions other = Full();
        property.SetValue(other, property.GetValue(new WorkerPoolOptions { Instances = 1 }));

        PoolChange change = PoolChange.Between(Old, other);
        Assert.Equal([option], change.Changed);
        Assert.Equal(effect, string.Join(",", Effects(change)));
    }

    [Fact]
    public void Every_option_is_in_the_table() => Assert.Equal(
        typeof(WorkerPoolOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name)
            .Where(name => name != nameof(WorkerPoolOptions.Name)).Order(),
        PoolChange.Between(Old, new WorkerPoolOptions { Instances = 1 }).Changed.Order());

    [Fact]
    public void Between_SameContentInOtherObjects_IsNoChange() => Assert.Empty(PoolChange.Between(Old, Full()).Changed);

    [Fact]
    public void Between_ListsInAnotherOrder_IsNoChange() => Assert.Empty(PoolChange.Between(
        Old, Full() with { SuccessExitCodes = [3, 0], NoRestartSignals = [7, 6] }).Changed);

    [Fact]
    public void Every_part_of_a_command_that_differs_is_seen()
    {
        var blank = new ProcessSpec { FileName = "other" };
        foreach (PropertyInfo property in typeof(ProcessSpec).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != nameof(ProcessSpec.ListenSockets)))
        {
            ProcessSpec command = Command();
            property.SetValue(command, property.GetValue(blank));
            Assert.True(PoolChange.Between(Old, Full() with { Command = command }).ReplacesWorkers, property.Name);
        }
    }

    [Fact]
    public void Commands_inside_of_probes_are_compared_by_what_they_hold()
    {
        WorkerPoolOptions probed = Full() with { Readiness = Probed("a"), Liveness = Liveness("a") };
        Assert.Empty(PoolChange.Between(probed, Full() with { Readiness = Probed("a"), Liveness = Liveness("a") }).Changed);
        Assert.Equal(
            [nameof(WorkerPoolOptions.Readiness), nameof(WorkerPoolOptions.Liveness)],
            PoolChange.Between(probed, Full() with { Readiness = Probed("b"), Liveness = Liveness("b") }).Changed);

        static Readiness Probed(string argument) => new Readiness.Probed(Exec(argument)) { Interval = TimeSpan.FromSeconds(2) };
        static LivenessOptions Liveness(string argument) => new(Exec(argument));
        static Probe Exec(string argument) => new Probe.Exec(new ProcessSpec { FileName = "check", Arguments = [argument] });
    }

    [Fact]
    public void WithChecksOf_OtherOptions_KeepsWhatTheProcessWasToldAndTheIdentityOfWhatIsTheSame()
    {
        WorkerPoolOptions newest = Full() with { Readiness = null, MaxAge = TimeSpan.FromDays(9), WatchdogTimeout = null };
        WorkerPoolOptions together = PoolChange.WithChecksOf(Old, newest);
        Assert.Equal((Old.Readiness, Old.WatchdogTimeout, newest.MaxAge), (together.Readiness, together.WatchdogTimeout, together.MaxAge));
        Assert.Same(Old.Liveness, together.Liveness);
        Assert.Same(Old.MemoryLimit, together.MemoryLimit);
        Assert.Same(Old, PoolChange.WithChecksOf(Old, Old));
    }

    private static IEnumerable<string> Effects(PoolChange change)
    {
        (bool Is, string Name)[] effects = [(change.ReplacesWorkers, "workers"), (change.RearmsChecks, "checks"), (change.Scales, "scale")];
        return effects.Where(effect => effect.Is).Select(effect => effect.Name);
    }

    private static ProcessSpec Command() => new()
    {
        FileName = "crunch",
        Arguments = ["-v", "{index}"],
        WorkingDirectory = "/srv",
        InheritEnvironment = false,
        Environment = new Dictionary<string, string?> { ["A"] = "1", ["B"] = null },
        StandardInput = ProcessStdio.File("in"),
        StandardOutput = ProcessStdio.File("out"),
        StandardError = ProcessStdio.Tail(3),
        Group = ProcessGroupMode.NewGroup,
        Umask = 18,
        Nice = 1,
        OomScoreAdjust = 5,
        ResourceLimits = [new ResourceLimit(ProcessResource.OpenFiles, 10, 20)],
        Credentials = new ProcessCredentials(1, 2, [3, 4]),
        NoNewPrivileges = true,
        DeathSignal = 9,
        NotifySocket = true,
        ReadinessDescriptor = 5,
        ControlGroup = "/sys/fs/cgroup/x",
    };

    /// <summary>No option has its default; made anew each time.</summary>
    private static WorkerPoolOptions Full() => new()
    {
        Instances = 3,
        Command = Command(),
        Output = new WorkerOutput.ToFile("log") { Rotation = new LogRotation { Keep = 7 } },
        RespawnLimit = 7,
        RespawnInterval = TimeSpan.FromSeconds(7),
        RespawnScope = RespawnScope.Worker,
        Restart = RestartMode.OnFailure,
        SuccessExitCodes = [0, 3],
        NoRestartExitCodes = [100],
        NoRestartSignals = [6, 7],
        Backoff = new RespawnBackoff { Factor = 3 },
        ExitRules = new Dictionary<ExitClass, ExitRule>
        {
            [ExitClass.Failed] = new() { Backoff = new RespawnBackoff(), Budget = new RespawnBudget(3, TimeSpan.FromSeconds(5)) },
        },
        StartStagger = TimeSpan.FromSeconds(1),
        Readiness = new Readiness.Notified(),
        StartTimeout = TimeSpan.FromSeconds(5),
        WatchdogTimeout = TimeSpan.FromSeconds(5),
        Liveness = new LivenessOptions(new Probe.Tcp("localhost", "1")),
        MemoryLimit = new MemoryLimitOptions(1000),
        MaxAge = TimeSpan.FromDays(1),
        MaxUptime = TimeSpan.FromDays(2),
        AgeJitter = 0.2,
        RestartSurge = 1,
        QuietSignal = 20,
        QuietPeriod = TimeSpan.FromSeconds(3),
        ErrorLinesKept = 5,
        Seed = 5,
        GracePeriod = TimeSpan.FromSeconds(3),
        KillDelay = TimeSpan.FromSeconds(1),
        StopSignal = 2,
        BreachAction = BreachAction.StopPool,
    };
}
