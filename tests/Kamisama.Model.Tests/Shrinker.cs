namespace Kamisama.Model.Tests;

/// <summary>Makes a schedule that fails smaller: fewer commands, then shorter times.</summary>
internal static class Shrinker
{
    // One object, because lists are equal only to themselves.
    private static readonly WorkerPoolOptions Plain = new() { Instances = 1 };

    public static Schedule Shrink(Schedule schedule, Func<Schedule, string?> fails)
    {
        Schedule best = schedule;
        bool isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            foreach (Schedule candidate in Smaller(best))
            {
                if (fails(candidate) is not null)
                {
                    best = candidate;
                    isSmaller = true;
                    break;
                }
            }
        }

        return best;
    }

    private static IEnumerable<Schedule> Smaller(Schedule schedule)
    {
        IReadOnlyList<Command> commands = schedule.Commands;
        for (int size = commands.Count; size >= 1; size /= 2)
        {
            for (int at = 0; at + size <= commands.Count; at += size)
            {
                yield return schedule with { Commands = [.. commands.Take(at), .. commands.Skip(at + size)] };
            }
        }

        foreach (WorkerPoolOptions simpler in Simpler(schedule.Options))
        {
            yield return schedule with { Options = simpler };
        }

        for (int i = 0; i < commands.Count; i++)
        {
            if (commands[i] is Command.Advance { Time: var time } && time > TimeSpan.FromSeconds(0.2))
            {
                yield return schedule with { Commands = [.. commands.Take(i), new Command.Advance(time / 2), .. commands.Skip(i + 1)] };
            }
        }
    }

    private static IEnumerable<WorkerPoolOptions> Simpler(WorkerPoolOptions options)
    {
        WorkerPoolOptions plain = Plain;
        WorkerPoolOptions[] candidates =
        [
            options with { Instances = Math.Max(1, options.Instances - 1) },
            options with { RespawnLimit = null },
            options with { RespawnScope = plain.RespawnScope },
            options with { Restart = plain.Restart },
            options with { SuccessExitCodes = plain.SuccessExitCodes },
            options with { NoRestartExitCodes = plain.NoRestartExitCodes },
            options with { NoRestartSignals = plain.NoRestartSignals },
            options with { Backoff = null },
            options with { ExitRules = plain.ExitRules },
            options with { StartStagger = TimeSpan.Zero },
            options with { Readiness = null },
            options with { StartTimeout = null },
            options with { WatchdogTimeout = null },
            options with { MemoryLimit = null },
            options with { MaxAge = null },
            options with { MaxUptime = null },
            options with { RestartSurge = Math.Max(0, options.RestartSurge - 1) },
            options with { QuietSignal = null },
        ];
        return candidates.Where(candidate => candidate != options);
    }
}
