using System.Diagnostics;
using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Cli.Explain;

/// <summary>A pool's policy in plain words: what happens, when, to whom. Complete, and computed by the code that decides.</summary>
internal static class PolicyText
{
    /// <summary>The text: sections of sentences, one a line.</summary>
    public static string Describe(WorkerPoolOptions options)
    {
        string command = options.Command is { } given ? $" of '{string.Join(' ', [given.FileName, .. given.Arguments])}'" : "";
        return string.Join('\n', (string[])[
            $"{Words.Count(options.Instances, "worker")}{command}, pool '{options.Name}'.",
            .. Section("Start", Start(options)),
            .. Section("When a worker ends", [.. EndsText.Describe(options)]),
            .. Section("While a worker runs", Watch(options)),
            .. Section("Its output", [.. OutputText.Describe(options.Output)]),
            .. Section("Replacement, which is no death", [.. ReplacementText.Describe(options)]),
            .. Section("Stop", [.. ReplacementText.Stop(options)])]);
    }

    private static IEnumerable<string> Section(string title, List<string> sentences) =>
        sentences.Count == 0 ? [] : ["", title, .. sentences.Select(sentence => $"  {sentence}")];

    private static List<string> Start(WorkerPoolOptions options)
    {
        List<string> sentences =
        [
            options.StartStagger == TimeSpan.Zero
                ? "All are started at once, in the order of their indexes."
                : $"One is started every {Words.Time(options.StartStagger)}, in the order of their indexes; so are those that are added.",
            $"A worker is ready {Ready(options.Readiness)}.",
        ];
        if (options.StartTimeout is { } timeout)
        {
            sentences.Add($"One that is not ready {Words.Time(timeout)} after its start is ended ({Hung(options)}): a death.");
        }

        return sentences;
    }

    private static string Ready(Readiness? readiness) => readiness switch
    {
        null => "as soon as its program runs",
        Readiness.Notified => "when it says READY=1 on its notification socket",
        Readiness.OnDescriptor on => $"when it writes a newline on descriptor {on.Descriptor}",
        Readiness.AfterUptime after => $"when it has stayed up for {Words.Time(after.Uptime)}",
        Readiness.Probed probed =>
            $"when {Passed(probed.Probe)}; asked every {Words.Time(probed.Interval)}, and no answer in {Words.Time(probed.Timeout)} is a no",
        _ => throw new UnreachableException($"{readiness}"),
    };

    private static string Passed(Probe probe) => probe switch
    {
        Probe.Tcp tcp => $"{tcp.Host}:{tcp.Port} takes a connection",
        Probe.Http http => $"GET {http.Url} is answered with 200 to 399",
        Probe.Exec exec => $"'{exec.Command.Arguments[^1]}' ends with code 0",
        _ => throw new UnreachableException($"{probe}"),
    };

    private static List<string> Watch(WorkerPoolOptions options)
    {
        var sentences = new List<string>();
        if (options.WatchdogTimeout is { } watchdog)
        {
            sentences.Add($"One that is ready and has not said WATCHDOG=1 for {Words.Time(watchdog)} is ended ({Hung(options)}): a death.");
        }

        if (options.Liveness is { } liveness)
        {
            sentences.Add($"Every {Words.Time(liveness.Interval)} a worker that is ready is asked whether {Passed(liveness.Probe)}; no answer in {Words.Time(liveness.Timeout)} is a no.");
            string often = liveness.Failures == liveness.Of ? $"{liveness.Failures} times in a row" : $"{liveness.Failures} of the last {liveness.Of} times";
            sentences.Add($"One that fails {often} is ended ({Hung(options)}): a death.");
        }

        if (options.ErrorLinesKept > 0)
        {
            sentences.Add($"The last {Words.Count(options.ErrorLinesKept, "line")} of its standard error are kept for the report of its death.");
        }

        return sentences;
    }

    // The default of the pool's own: one that hangs is never waited for without end.
    private static string Hung(WorkerPoolOptions options)
    {
        TimeSpan grace = options.GracePeriod ?? TimeSpan.FromSeconds(10);
        return grace == TimeSpan.Zero
            ? Words.Signal(options.StopSignal)
            : $"{Words.Signal(options.StopSignal)}, then KILL after {Words.Time(grace)}";
    }
}
