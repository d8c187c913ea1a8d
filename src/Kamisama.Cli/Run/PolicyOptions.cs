using System.Diagnostics;
using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Cli.Run;

/// <summary>The options that say what is done about workers: each sets one thing of a pool.</summary>
/// <remarks>By name and not one field each, so that a command line without them does nothing for them.</remarks>
internal static class PolicyOptions
{
    public const string Liveness = "--liveness", MemoryLimit = "--memory-limit", QuietSignal = "--quiet-signal";

    /// <summary>All of them; what another one refines comes first.</summary>
    public static readonly string[] Names =
    [
        "--restart", "--success-codes", "--no-restart-codes", "--no-restart-signals", "--respawn-scope",
        "--backoff-initial", "--backoff-max", "--backoff-factor", "--backoff-jitter", "--backoff-reset",
        "--start-stagger", "--ready", "--start-timeout", "--watchdog",
        Liveness, "--liveness-interval", "--liveness-timeout", "--liveness-failures",
        MemoryLimit, "--memory-measure", "--memory-interval", "--max-age", "--max-uptime", "--restart-surge",
        QuietSignal, "--quiet-period", "--error-lines", "--seed",
        OutputOptions.Output, OutputOptions.Format, OutputOptions.RotateSize, OutputOptions.RotateEvery, OutputOptions.Keep,
        OutputOptions.Full, OutputOptions.Buffer, OutputOptions.Recent,
    ];

    /// <summary>The option without which this one has no meaning, or <see langword="null"/>.</summary>
    public static string? NeededBy(string name) => name switch
    {
        "--liveness-interval" or "--liveness-timeout" or "--liveness-failures" => Liveness,
        "--memory-measure" or "--memory-interval" => MemoryLimit,
        "--quiet-period" => QuietSignal,
        _ when IsOutput(name) => OutputOptions.NeededBy(name),
        _ => null,
    };

    /// <summary>The pool with what the option says.</summary>
    /// <exception cref="OptionValueException">The text is no value of that option.</exception>
    public static WorkerPoolOptions Apply(WorkerPoolOptions pool, string name, string text) =>
        name.StartsWith("--backoff-", StringComparison.Ordinal) ? pool with { Backoff = ApplyBackoff(pool.Backoff ?? new(), name, text) }
        : name.StartsWith(Liveness, StringComparison.Ordinal) ? pool with { Liveness = ApplyLiveness(pool.Liveness, name, text) }
        : name.StartsWith("--memory-", StringComparison.Ordinal) ? pool with { MemoryLimit = ApplyMemory(pool.MemoryLimit, name, text) }
        : IsOutput(name) ? pool with { Output = OutputOptions.Apply(pool.Output, name, text) }
        : ApplyOther(pool, name, text);

    private static bool IsOutput(string name) => name.StartsWith(OutputOptions.Output, StringComparison.Ordinal);

    private static WorkerPoolOptions ApplyOther(WorkerPoolOptions pool, string name, string text) => name switch
    {
        "--restart" => pool with { Restart = PolicyValues.ReadRestart(text) },
        "--success-codes" => pool with { SuccessExitCodes = OptionValues.ReadExitCodes(text) },
        "--no-restart-codes" => pool with { NoRestartExitCodes = OptionValues.ReadExitCodes(text) },
        "--no-restart-signals" => pool with { NoRestartSignals = OptionValues.ReadSignals(text) },
        "--respawn-scope" => pool with { RespawnScope = PolicyValues.ReadScope(text) },
        "--start-stagger" => pool with { StartStagger = OptionValues.ReadTime(text) },
        "--ready" => pool with { Readiness = PolicyValues.ReadReadiness(text) },
        "--start-timeout" => pool with { StartTimeout = OptionValues.ReadPositiveTime(text) },
        "--watchdog" => pool with { WatchdogTimeout = OptionValues.ReadPositiveTime(text) },
        "--max-age" => pool with { MaxAge = OptionValues.ReadPositiveTime(text) },
        "--max-uptime" => pool with { MaxUptime = OptionValues.ReadPositiveTime(text) },
        "--restart-surge" => pool with { RestartSurge = OptionValues.ReadWhole(text, 0, WorkerPoolOptions.MaxInstances) },
        QuietSignal => pool with { QuietSignal = OptionValues.ReadSignal(text) },
        "--quiet-period" => pool with { QuietPeriod = OptionValues.ReadPositiveTime(text) },
        "--error-lines" => pool with { ErrorLinesKept = OptionValues.ReadWhole(text, 0, 1000) },
        "--seed" => pool with { Seed = OptionValues.ReadWhole(text, 0, int.MaxValue) },
        _ => throw new UnreachableException(name),
    };

    private static RespawnBackoff ApplyBackoff(RespawnBackoff backoff, string name, string text) => name switch
    {
        "--backoff-initial" => backoff with { InitialDelay = OptionValues.ReadTime(text) },
        "--backoff-max" => backoff with { MaxDelay = OptionValues.ReadTime(text) },
        "--backoff-factor" => backoff with { Factor = OptionValues.ReadNumber(text, 1, 1000) },
        "--backoff-jitter" => backoff with { Jitter = OptionValues.ReadNumber(text, 0, 1) },
        "--backoff-reset" => backoff with { ResetAfter = OptionValues.ReadPositiveTime(text) },
        _ => throw new UnreachableException(name),
    };

    // Without the option that is refined, the value is looked at all the same, so that all faults are told at once.
    private static LivenessOptions ApplyLiveness(LivenessOptions? given, string name, string text)
    {
        LivenessOptions liveness = given ?? new(new Probe.Tcp("localhost", "1"));
        return name switch
        {
            Liveness => liveness with { Probe = PolicyValues.ReadProbe(text) },
            "--liveness-interval" => liveness with { Interval = OptionValues.ReadPositiveTime(text) },
            "--liveness-timeout" => liveness with { Timeout = OptionValues.ReadPositiveTime(text) },
            "--liveness-failures" => PolicyValues.WithFailures(liveness, text),
            _ => throw new UnreachableException(name),
        };
    }

    private static MemoryLimitOptions ApplyMemory(MemoryLimitOptions? given, string name, string text)
    {
        MemoryLimitOptions memory = given ?? new(1);
        return name switch
        {
            MemoryLimit => memory with { Bytes = OptionValues.ReadBytes(text) },
            "--memory-measure" => memory with { Measure = PolicyValues.ReadMeasure(text) },
            "--memory-interval" => memory with { Interval = OptionValues.ReadPositiveTime(text) },
            _ => throw new UnreachableException(name),
        };
    }
}
