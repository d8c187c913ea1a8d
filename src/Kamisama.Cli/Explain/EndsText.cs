using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Cli.Explain;

/// <summary>What follows the end of a worker, by its kind: the restart rule, back-off and budgets of a pool in words.</summary>
internal static class EndsText
{
    // More says nothing new: the rule is seen from four.
    private const int MostWaitsShown = 8;

    /// <summary>The sentences, the commonest first.</summary>
    public static IEnumerable<string> Describe(WorkerPoolOptions options) =>
    [
        .. Treatments(options),
        .. Exceptions(options),
        .. CouldNotStart(options),
        .. Limits(options),
        .. Over(options),
    ];

    // Kinds that are treated alike share a sentence.
    private static IEnumerable<string> Treatments(WorkerPoolOptions options)
    {
        List<IGrouping<Treatment, Kind>> groups = [.. Kinds(options).GroupBy(kind => TreatmentOf(options, kind))];
        return groups.Count == 1
            ? Treated(groups[0].Key, ["ends, in whatever way,"])
            : groups.SelectMany(group => Treated(group.Key, [.. group.Select(kind => kind.Subject)]));
    }

    private static IEnumerable<Kind> Kinds(WorkerPoolOptions options)
    {
        if (options.SuccessExitCodes.Count > 0)
        {
            yield return new(ExitClass.Clean, $"exits with {Words.Codes(options.SuccessExitCodes)}");
        }

        yield return new(ExitClass.Failed, options.SuccessExitCodes.Count > 0 ? "exits with another code" : "exits with any code");
        yield return new(ExitClass.Signalled, "dies of a signal that kamisama did not send");
        yield return new(ExitClass.KilledForMemory, "is killed by the kernel for want of memory");
        if (options.StartTimeout is not null || options.WatchdogTimeout is not null || options.Liveness is not null)
        {
            yield return new(ExitClass.TimedOut, "had to be ended because it was not ready in time or hung");
        }

        yield return new(ExitClass.CouldNotStart, "could not be started");
    }

    private static Treatment TreatmentOf(WorkerPoolOptions options, Kind kind)
    {
        // The lists are an exception of their own, so the exit is one that is on none.
        var end = new WorkerEnd(new ProcessExit.Unknown(), TimeSpan.Zero, WorkerEndCause.Itself);
        ExitRule? rule = options.ExitRules.GetValueOrDefault(kind.Class);
        return RestartRule.IsRestarted(options, end, kind.Class)
            ? new Treatment(true, rule?.Backoff ?? options.Backoff, rule?.Budget)
            : new Treatment(false, null, null);
    }

    private static IEnumerable<string> Treated(Treatment treatment, IReadOnlyList<string> subjects)
    {
        string who = $"A worker that {Words.Any(subjects)}";
        if (!treatment.IsRestarted)
        {
            return [$"{who} is not respawned: it gives up its place."];
        }

        string budget = treatment.Budget switch
        {
            null => "",
            { Limit: null } => " These respawns are not counted.",
            { Limit: 0 } => " The first such end is one too many: the pool gives up.",
            { Limit: { } limit, Interval: var interval } =>
                $" More than {Words.Count(limit, "such respawn")} in {Words.Time(interval)}, counted apart: the pool gives up.",
        };
        return [$"{who} is respawned {Waits(treatment.Backoff)}.{budget}", .. BackoffDetails(treatment.Backoff)];
    }

    private static string Waits(RespawnBackoff? backoff)
    {
        TimeSpan first = BackoffSequence.Delay(backoff, 1, 0);
        if (first == TimeSpan.Zero)
        {
            return "at once";
        }

        var waits = new List<TimeSpan> { first };
        while (waits.Count < MostWaitsShown && BackoffSequence.Delay(backoff, waits.Count + 1, 0) is var next && next != waits[^1])
        {
            waits.Add(next);
        }

        if (waits.Count == 1)
        {
            return $"after {Words.Time(first)}, each time";
        }

        string shown = string.Join(", ", waits.Select(Words.Time));
        return waits[^1] == backoff!.MaxDelay
            ? $"after {string.Join(", ", waits.SkipLast(1).Select(Words.Time))}, then {Words.Time(waits[^1])} each time"
            : $"after {shown} … at most {Words.Time(backoff.MaxDelay)}";
    }

    private static IEnumerable<string> BackoffDetails(RespawnBackoff? backoff)
    {
        if (BackoffSequence.Delay(backoff, 1, 0) == TimeSpan.Zero)
        {
            yield break;
        }

        yield return $"  Each worker counts its own deaths in a row, of whatever kind; after {Words.Time(backoff!.ResetAfter)} up it begins again with {Words.Time(backoff.InitialDelay)}.";
        if (backoff.Jitter > 0)
        {
            yield return $"  Chance takes up to {Words.Percent(backoff.Jitter)} of each wait away.";
        }
    }

    private static IEnumerable<string> Exceptions(WorkerPoolOptions options)
    {
        List<string> subjects = [];
        if (options.NoRestartExitCodes.Count > 0)
        {
            subjects.Add($"exits with {Words.Codes(options.NoRestartExitCodes)}");
        }

        if (options.NoRestartSignals.Count > 0)
        {
            subjects.Add($"dies of {Words.Any([.. options.NoRestartSignals.Select(Words.Signal)])}");
        }

        return subjects.Count == 0 ? [] : [$"All the same, one that {Words.Any(subjects)} is not respawned: it gives up its place."];
    }

    private static IEnumerable<string> CouldNotStart(WorkerPoolOptions options) => options.ExitRules.ContainsKey(ExitClass.CouldNotStart)
        ? []
        : ["As long as no worker has run, one that can't be started ends the pool at once: exit code 3."];

    private static IEnumerable<string> Limits(WorkerPoolOptions options)
    {
        string over = options.RespawnScope == RespawnScope.Pool ? "over all workers" : "of one worker";
        string others = options.ExitRules.Values.Any(rule => rule.Budget is not null) ? "other " : "";
        yield return options.RespawnLimit switch
        {
            null => $"There is no limit to {others}respawns: they never make the pool give up.",
            0 => $"The first {others}respawn is one too many: the pool gives up instead, all workers are stopped, exit code 1.",
            { } limit => $"More than {Words.Count(limit, $"{others}respawn")} in {Words.Time(options.RespawnInterval)}, {over}: the pool gives up, all workers are stopped, exit code 1.",
        };
    }

    private static IEnumerable<string> Over(WorkerPoolOptions options) =>
        options.Restart == RestartMode.Always && options.NoRestartExitCodes.Count == 0 && options.NoRestartSignals.Count == 0
            ? []
            : ["When every place has been given up, the pool is over: exit code 0, or 4 when a worker failed."];

    private sealed record Kind(ExitClass Class, string Subject);

    private sealed record Treatment(bool IsRestarted, RespawnBackoff? Backoff, RespawnBudget? Budget);
}
