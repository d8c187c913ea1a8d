using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Cli.Explain;

/// <summary>How a pool replaces workers on purpose, and how it ends them, in words.</summary>
internal static class ReplacementText
{
    /// <summary>Why and how workers are replaced.</summary>
    public static IEnumerable<string> Describe(WorkerPoolOptions options)
    {
        if (options.MemoryLimit is { } memory)
        {
            string measure = memory.Measure == MemoryMeasure.ResidentSet ? "resident memory" : "proportional share of memory";
            yield return $"Every {Words.Time(memory.Interval)} its {measure} is measured; one that is above {Words.Bytes(memory.Bytes)} in {memory.Samples} of the last {memory.Of} samples is replaced.";
        }

        if (options.MaxAge is { } age)
        {
            yield return $"One is replaced {Early(age, options.AgeJitter)} after its start.";
        }

        if (options.MaxUptime is { } uptime)
        {
            yield return $"One is replaced {Early(uptime, options.AgeJitter)} after it became ready.";
        }

        yield return "HUP replaces them all (rolling restart); when a new one ends before it is ready, the old ones that are left stay.";
        yield return options.RestartSurge == 0
            ? "One at a time: it is ended, and its next incarnation has to be ready before the next one's turn."
            : $"Up to {options.RestartSurge} at a time: a new worker is started at a free index, and the old one is ended when it is ready.";
        yield return Counted(options);
    }

    /// <summary>How a worker is ended, and what the signals to the master do.</summary>
    public static IEnumerable<string> Stop(WorkerPoolOptions options)
    {
        if (options.QuietSignal is { } quiet)
        {
            yield return $"A worker that is to go is sent {Words.Signal(quiet)} first, and has {Words.Time(options.QuietPeriod)} to end by itself.";
        }

        string stop = Words.Signal(options.StopSignal);
        yield return options.GracePeriod switch
        {
            null => $"A worker is asked by {stop}, and never killed.",
            { } grace when grace == TimeSpan.Zero => $"A worker is asked by {stop}. Nobody waits for it: a pool that stops is over at once, and the kernel sends every worker TERM.",
            { } grace => $"A worker is asked by {stop}; one that is there {Words.Time(grace)} later is killed.",
        };
        yield return "TERM or INT to the pool ends it, all workers at once: exit code 0. A second one kills them. QUIT waits as long as it takes.";
        yield return "However kamisama itself ends, the kernel sends every worker TERM.";
    }

    private static string Early(TimeSpan age, double jitter) => jitter == 0
        ? Words.Time(age)
        : $"{Words.Time(age * (1 - jitter))} to {Words.Time(age)} (by chance, so that not all go together)";

    private static string Counted(WorkerPoolOptions options)
    {
        (ExitClass Class, string Name)[] classes = [(ExitClass.Recycled, "age or a rolling restart"), (ExitClass.KilledForMemory, "memory"), (ExitClass.TimedOut, "any of these that had to be killed")];
        IEnumerable<string> counted = classes
            .Where(one => options.ExitRules.GetValueOrDefault(one.Class)?.Budget is { Limit: not null })
            .Select(one => $"{Words.Count(options.ExitRules[one.Class].Budget!.Limit!.Value, "replacement")} in {Words.Time(options.ExitRules[one.Class].Budget!.Interval)} for {one.Name}");
        string limits = string.Join(", ", counted);
        return limits.Length == 0
            ? "Replacements do not count in the respawn limit, and don't wait."
            : $"Replacements don't wait, and do not count in the respawn limit; but more than {limits} is one too many, and the pool gives up.";
    }
}
