namespace Kamisama.Actors;

/// <summary>Why a master gave up, for people at three in the morning: the same deaths counted once, who died, the last words.</summary>
/// <remarks>
/// By loops over the few exits that are kept: queries and tables of groups, numbers and times are not compiled ahead, and the end of
/// the pool would wait several milliseconds for them.
/// </remarks>
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
        ];
        AddAlike(lines, [.. breach.LastExits]);
        if (LastTalker(breach.LastExits) is { } talker)
        {
            lines.Add($"the last words of {talker.Worker} (pid {talker.Pid}):");
            lines.AddRange(talker.LastErrorLines.Select(line => $"  {line}"));
        }

        return string.Join('\n', lines);
    }

    private static string What(WorkerExitReport exit) => $"{exit.Exit}{exit.Reason}";

    // The most first, and of as many those that began first.
    private static void AddAlike(List<string> lines, WorkerExitReport[] exits)
    {
        while (exits.Length > 0)
        {
            WorkerExitReport[] most = [];
            foreach (WorkerExitReport first in exits)
            {
                WorkerExitReport[] alike = Array.FindAll(exits, exit => What(exit) == What(first));
                most = alike.Length > most.Length ? alike : most;
            }

            lines.Add(Describe(most));
            exits = Array.FindAll(exits, exit => What(exit) != What(most[0]));
        }
    }

    private static WorkerExitReport? LastTalker(IReadOnlyList<WorkerExitReport> exits)
    {
        WorkerExitReport? last = null;
        foreach (WorkerExitReport exit in exits)
        {
            last = exit.LastErrorLines.Count > 0 ? exit : last;
        }

        return last;
    }

    private static string Describe(WorkerExitReport[] alike)
    {
        TimeSpan shortest = alike[0].Uptime, longest = shortest;
        foreach (WorkerExitReport exit in alike)
        {
            shortest = exit.Uptime < shortest ? exit.Uptime : shortest;
            longest = exit.Uptime > longest ? exit.Uptime : longest;
        }

        string after = Texts.Seconds(shortest) == Texts.Seconds(longest)
            ? Texts.Seconds(shortest)
            : $"{Texts.Seconds(shortest)} to {Texts.Seconds(longest)}";
        return $"  {alike.Length} × {What(alike[0])}, after {after}: {string.Join(", ", WorkersOf(alike))}";
    }

    // By index, each once.
    private static List<string> WorkersOf(WorkerExitReport[] alike)
    {
        var workers = new List<string>();
        while (alike.Length > 0)
        {
            int next = alike[0].Worker.Index;
            foreach (WorkerExitReport exit in alike)
            {
                next = Math.Min(next, exit.Worker.Index);
            }

            WorkerExitReport[] others = Array.FindAll(alike, exit => exit.Worker.Index != next);
            int times = alike.Length - others.Length;
            workers.Add(times == 1 ? $"worker {next}" : $"worker {next} ({times} times)");
            alike = others;
        }

        return workers;
    }
}
