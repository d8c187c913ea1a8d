namespace Kamisama.Actors.Tests.Pool;

public class PolicyOptionsValidatorTests
{
    private static readonly WorkerPoolOptions Valid = new() { Instances = 1 };
    private static readonly Probe AnyProbe = new Probe.Tcp("localhost", "80");

    public static TheoryData<string, WorkerPoolOptions> Wrong { get; } = new()
    {
        { "restart mode must be one of Always, OnFailure, Never, not 7", Valid with { Restart = (RestartMode)7 } },
        { "respawn scope must be one of Pool, Worker", Valid with { RespawnScope = (RespawnScope)7 } },
        { "success exit code must be 0 to 255, not 256", Valid with { SuccessExitCodes = [256] } },
        { "exit code that is not restarted must be 0 to 255, not -1", Valid with { NoRestartExitCodes = [-1] } },
        { "signal that is not restarted must be 1 to 64, not 0", Valid with { NoRestartSignals = [0] } },
        { "initial delay of the back-off must be 0 seconds to 30 days", Valid with { Backoff = new() { InitialDelay = TimeSpan.FromSeconds(-1) } } },
        { "(1 s) is shorter than the initial one (2 s)", Valid with { Backoff = new() { InitialDelay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromSeconds(1) } } },
        { "factor of the back-off must be 1 or more, not 0.5", Valid with { Backoff = new() { Factor = 0.5 } } },
        { "factor of the back-off must be 1 or more, not NaN", Valid with { Backoff = new() { Factor = double.NaN } } },
        { "jitter of the back-off must be 0 to 1, not 1.5", Valid with { Backoff = new() { Jitter = 1.5 } } },
        { "stable uptime that resets the back-off", Valid with { Backoff = new() { ResetAfter = TimeSpan.Zero } } },
        { "factor of the back-off for Failed", WithRule(ExitClass.Failed, new() { Backoff = new() { Factor = 0 } }) },
        { "respawn limit for Failed must be 0 or more", WithRule(ExitClass.Failed, new() { Budget = new(-1, TimeSpan.FromSeconds(1)) }) },
        { "respawn interval for Failed must be longer", WithRule(ExitClass.Failed, new() { Budget = new(1, TimeSpan.Zero) }) },
        { "rule for Retired has no meaning", WithRule(ExitClass.Retired, new()) },
        { "start stagger must be 0 seconds", Valid with { StartStagger = TimeSpan.FromDays(31) } },
        { "start timeout must be longer than 0", Valid with { StartTimeout = TimeSpan.Zero } },
        { "watchdog timeout must be longer than 0", Valid with { WatchdogTimeout = TimeSpan.Zero } },
        { "maximum age must be", Valid with { MaxAge = TimeSpan.FromDays(31) } },
        { "maximum uptime must be longer than 0", Valid with { MaxUptime = TimeSpan.FromSeconds(-1) } },
        { "age jitter must be 0 or more and less than 1, not 1", Valid with { AgeJitter = 1 } },
        { "readiness descriptor must be 3 to 255, not 2", Valid with { Readiness = new Readiness.OnDescriptor(2) } },
        { "interval of the readiness probes", Valid with { Readiness = new Readiness.Probed(AnyProbe) { Interval = TimeSpan.Zero } } },
        { "uptime after which a worker is ready", Valid with { Readiness = new Readiness.AfterUptime(TimeSpan.Zero) } },
        { "timeout of the liveness probes", Valid with { Liveness = new(AnyProbe) { Timeout = TimeSpan.Zero } } },
        { "not 3 of 2", Valid with { Liveness = new(AnyProbe) { Failures = 3, Of = 2 } } },
        { "not 1 of 101", Valid with { MemoryLimit = new(1) { Samples = 1, Of = 101 } } },
        { "memory limit must be more than 0 bytes, not 0", Valid with { MemoryLimit = new(0) } },
        { "restart surge must be 0 to 10000, not -1", Valid with { RestartSurge = -1 } },
        { "quiet signal must be 1 to 64 and one that a worker can handle, not 9", Valid with { QuietSignal = 9 } },
        { "quiet period must be longer than 0", Valid with { QuietSignal = 20, QuietPeriod = TimeSpan.Zero } },
        { "waits for nobody", Valid with { QuietSignal = 20, GracePeriod = TimeSpan.Zero } },
        { "error lines kept must be 0 to 1000, not 1001", Valid with { ErrorLinesKept = 1001 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void ThrowIfInvalid_OneFault_NamesItAlone(string expected, WorkerPoolOptions options)
    {
        var exception = Assert.Throws<WorkerPoolOptionsException>(
            () => WorkerPoolOptionsValidator.ThrowIfInvalid(options, needsCommand: false));
        Assert.Contains(expected, Assert.Single(exception.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void ThrowIfInvalid_Everything_IsFine() => WorkerPoolOptionsValidator.ThrowIfInvalid(
        Valid with
        {
            Backoff = new() { Jitter = 1 },
            ExitRules = new Dictionary<ExitClass, ExitRule> { [ExitClass.Clean] = new() { Backoff = RespawnBackoff.None, Budget = RespawnBudget.Unlimited } },
            Readiness = new Readiness.Probed(AnyProbe),
            StartTimeout = TimeSpan.FromSeconds(1),
            WatchdogTimeout = TimeSpan.FromSeconds(1),
            Liveness = new(AnyProbe),
            MemoryLimit = new(1),
            MaxAge = TimeSpan.FromDays(1),
            RestartSurge = 1,
            QuietSignal = 20,
            ErrorLinesKept = 20,
        },
        needsCommand: false);

    private static WorkerPoolOptions WithRule(ExitClass exitClass, ExitRule rule) =>
        Valid with { ExitRules = new Dictionary<ExitClass, ExitRule> { [exitClass] = rule } };
}
