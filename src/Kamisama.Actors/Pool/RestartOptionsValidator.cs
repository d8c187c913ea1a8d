namespace Kamisama.Actors;

/// <summary>Checks what a pool does about workers that have ended: restart, back-off, budgets.</summary>
internal static class RestartOptionsValidator
{
    private const int HighestExitCode = 255;
    private const int HighestSignal = 64;

    public static void Check(WorkerPoolOptions options, List<string> faults)
    {
        if (options.Restart is not (RestartMode.Always or RestartMode.OnFailure or RestartMode.Never))
        {
            AddUndefined(options.Restart, "restart mode", faults);
        }

        if (options.RespawnScope is not (RespawnScope.Pool or RespawnScope.Worker))
        {
            AddUndefined(options.RespawnScope, "respawn scope", faults);
        }

        CheckNumbers(options.SuccessExitCodes, "success exit code", 0, HighestExitCode, faults);
        CheckNumbers(options.NoRestartExitCodes, "exit code that is not restarted", 0, HighestExitCode, faults);
        CheckNumbers(options.NoRestartSignals, "signal that is not restarted", 1, HighestSignal, faults);
        CheckBackoff(options.Backoff, "back-off", faults);
        if (options.ExitRules.Count > 0)
        {
            CheckRules(options.ExitRules, faults);
        }
    }

    private static void CheckRules(IReadOnlyDictionary<ExitClass, ExitRule> rules, List<string> faults)
    {
        foreach ((ExitClass exitClass, ExitRule rule) in rules)
        {
            if (!Enum.IsDefined(exitClass))
            {
                AddUndefined(exitClass, "exit class", faults);
            }

            CheckBackoff(rule.Backoff, $"back-off for {exitClass}", faults);
            CheckBudget(rule.Budget, exitClass, faults);
        }
    }

    // Only where something is wrong: generic code of the framework over a type of ours is not compiled ahead, and every start comes by.
    private static void AddUndefined<T>(T value, string what, List<string> faults)
        where T : struct, Enum =>
        faults.Add($"The {what} must be one of {string.Join(", ", Enum.GetNames<T>())}, not {value}.");

    private static void CheckNumbers(IReadOnlyList<int> numbers, string what, int lowest, int highest, List<string> faults)
    {
        foreach (int number in Numbers.ArrayOf(numbers))
        {
            if (number < lowest || number > highest)
            {
                faults.Add($"A {what} must be {lowest} to {highest}, not {number}.");
            }
        }
    }

    private static void CheckBackoff(RespawnBackoff? backoff, string what, List<string> faults)
    {
        if (backoff is null)
        {
            return;
        }

        WorkerPoolOptionsValidator.CheckWait($"initial delay of the {what}", backoff.InitialDelay, faults);
        WorkerPoolOptionsValidator.CheckWait($"longest delay of the {what}", backoff.MaxDelay, faults);
        if (backoff.MaxDelay < backoff.InitialDelay)
        {
            faults.Add($"The longest delay of the {what} ({Texts.Seconds(backoff.MaxDelay)}) is shorter than the initial one ({Texts.Seconds(backoff.InitialDelay)}): raise it.");
        }

        if (!(backoff.Factor >= 1) || double.IsInfinity(backoff.Factor))
        {
            faults.Add(FormattableString.Invariant($"The factor of the {what} must be 1 or more, not {backoff.Factor}."));
        }

        if (!(backoff.Jitter is >= 0 and <= 1))
        {
            faults.Add(FormattableString.Invariant($"The jitter of the {what} must be 0 to 1, not {backoff.Jitter}."));
        }

        if (backoff.ResetAfter <= TimeSpan.Zero)
        {
            faults.Add($"The stable uptime that resets the {what} must be longer than 0 seconds.");
        }
    }

    private static void CheckBudget(RespawnBudget? budget, ExitClass exitClass, List<string> faults)
    {
        if (budget is { Limit: < 0 })
        {
            faults.Add($"The respawn limit for {exitClass} must be 0 or more, or absent for no limit, not {budget.Limit}.");
        }

        if (budget is not null && budget.Interval <= TimeSpan.Zero)
        {
            faults.Add($"The respawn interval for {exitClass} must be longer than 0 seconds.");
        }

        if (exitClass is ExitClass.Retired)
        {
            faults.Add("A rule for Retired has no meaning: such a worker is never respawned. Remove it.");
        }
    }
}
