using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Cli.Run;

/// <summary>Reads the values of <see cref="PolicyOptions"/> that are words or have a form of their own.</summary>
/// <exception cref="OptionValueException">The text is no such value.</exception>
internal static class PolicyValues
{
    private const string ProbeForms = "tcp:HOST:PORT, http://URL, https://URL or exec:COMMAND";

    public static RestartMode ReadRestart(string text) => text switch
    {
        "always" => RestartMode.Always,
        "on-failure" => RestartMode.OnFailure,
        "never" => RestartMode.Never,
        _ => throw new OptionValueException($"must be always, on-failure or never, not '{text}'."),
    };

    public static RespawnScope ReadScope(string text) => text switch
    {
        "pool" => RespawnScope.Pool,
        "worker" => RespawnScope.Worker,
        _ => throw new OptionValueException($"must be pool or worker, not '{text}'."),
    };

    public static MemoryMeasure ReadMeasure(string text) => text switch
    {
        "rss" => MemoryMeasure.ResidentSet,
        "pss" => MemoryMeasure.ProportionalSet,
        _ => throw new OptionValueException($"must be rss or pss, not '{text}'."),
    };

    public static Readiness ReadReadiness(string text) => Cut(text) switch
    {
        ("notify", null) => new Readiness.Notified(),
        ("fd", { } number) => new Readiness.OnDescriptor(OptionValues.ReadWhole(number, 3, 255)),
        ("uptime", { } time) => new Readiness.AfterUptime(OptionValues.ReadPositiveTime(time)),
        _ => new Readiness.Probed(TryReadProbe(text)
            ?? throw new OptionValueException($"must be notify, fd:N, uptime:TIME, {ProbeForms}, not '{text}'.")),
    };

    public static Probe ReadProbe(string text) =>
        TryReadProbe(text) ?? throw new OptionValueException($"must be {ProbeForms}, not '{text}'.");

    /// <summary>"3": in a row; "3/5": of the last 5.</summary>
    public static LivenessOptions WithFailures(LivenessOptions liveness, string text)
    {
        string[] numbers = text.Split('/');
        if (numbers.Length > 2)
        {
            throw new OptionValueException($"must be a number, such as 3, or N/M for N of the last M, such as 3/5, not '{text}'.");
        }

        int failures = OptionValues.ReadWhole(numbers[0], 1, 100);
        return liveness with { Failures = failures, Of = OptionValues.ReadWhole(numbers[^1], failures, 100) };
    }

    /// <summary>The programs of probes run in the directory and as the user of the workers.</summary>
    public static WorkerPoolOptions WithProbesBeside(WorkerPoolOptions pool, ProcessSpec workers)
    {
        if (pool.Readiness is Readiness.Probed { Probe: Probe.Exec ready } probed)
        {
            pool = pool with { Readiness = probed with { Probe = Beside(ready, workers) } };
        }

        return pool.Liveness is { Probe: Probe.Exec alive } liveness
            ? pool with { Liveness = liveness with { Probe = Beside(alive, workers) } }
            : pool;
    }

    private static Probe.Exec Beside(Probe.Exec probe, ProcessSpec workers) =>
        new(probe.Command with { WorkingDirectory = workers.WorkingDirectory, Credentials = workers.Credentials });

    private static Probe? TryReadProbe(string text) => Cut(text) switch
    {
        ("http" or "https", _) => new Probe.Http(text),
        ("tcp", { } address) when Address(address) is var (host, port) && host.Length > 0 && port.Length > 0 => new Probe.Tcp(host, port),
        ("exec", { Length: > 0 } command) => new Probe.Exec(new ProcessSpec { FileName = "/bin/sh", Arguments = ["-c", command] }),
        _ => null,
    };

    // The last colon: "[::1]:8080".
    private static (string Host, string Port) Address(string text)
    {
        int at = text.LastIndexOf(':');
        return at < 0 ? ("", "") : (text[..at].Trim('[', ']'), text[(at + 1)..]);
    }

    private static (string Kind, string? Value) Cut(string text)
    {
        int at = text.IndexOf(':', StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }
}
