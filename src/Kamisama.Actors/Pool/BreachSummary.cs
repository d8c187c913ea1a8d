namespace Kamisama.Actors;

/// <summary>Why a master gave up, for people at three in the morning: the same deaths counted once, who died, the last words.</summary>
internal static class BreachSummary
{
    /// <summary>
    /// <code>
    /// more than 3 respawns in 60 s; the last 4 exits:
    ///   3 × exited with code 1, after 0.1 s to 2 s: worker 2 (3 times)
    ///   1 × was killed by signal 11 (SIGSEGV), after 5 s: worker 1
    /// the last words of worker 2 (pid 2003):
    ///   no database at 10.0.0.7
    /// </code>
    /// </summary>
    public static string Of(PoolOutcome.RespawnLimitBreached breach)
    {
        List<string> lines =
        [
            $"more than {Texts.Count(breach.Limit, "respawn")} in {Texts.Seconds(breach.Interval)}; the last {Texts.Count(breach.LastExits.Count, "exit")}:",
            .. breach.LastExits.GroupBy(What).OrderByDescending(alike => alike.Count()).Select(Describe),
        ];
        if (breach.LastExits.LastOrDefault(exit => exit.LastErrorLines.Count > 0) is { } talker)
        {
            lines.Add($"the last words of {talker.Worker} (pid {talker.Pid}):");
            lines.AddRange(talker.LastErrorLines.Select(line => $"  {line}"));
        }

        return string.Join('\n', lines);
    }

    private static string What(WorkerExitReport exit) => $"{exit.Exit}{exit.Reason}";

    private static string Describe(IGrouping<string, WorkerExitReport> alike)
    {
        TimeSpan shortest = alike.Min(exit => exit.Uptime), longest = alike.Max(exit => exit.Uptime);
        string after = Texts.Seconds(shortest) == Texts.Seconds(longest)
            ? Texts.Seconds(shortest)
            : $"{Texts.Seconds(shortest)} to {Texts.Seconds(longest)}";
        IEnumerable<string> workers = alike.GroupBy(exit => exit.Worker.Index).OrderBy(worker => worker.Key)
            .Select(worker => worker.Count() == 1 ? $"worker {worker.Key}" : $"worker {worker.Key} ({worker.Count()} times)");
        return $"  {alike.Count()} × {alike.Key}, after {after}: {string.Join(", ", workers)}";
    }
}
