namespace Kamisama.Actors;

/// <summary>Checks the options of a pool once, before anything is started, and lists every fault at once.</summary>
internal static class WorkerPoolOptionsValidator
{
    // Timers of the platform end at about 49 days (2^32 ms); 30 days is a round bound below that.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    /// <param name="options">The options.</param>
    /// <param name="needsCommand">Whether the pool can't run a C# delegate.</param>
    /// <exception cref="WorkerPoolOptionsException">Something is wrong.</exception>
    public static void ThrowIfInvalid(WorkerPoolOptions options, bool needsCommand)
    {
        if (FaultsOf(options, needsCommand) is { Count: > 0 } faults)
        {
            throw new WorkerPoolOptionsException(faults);
        }
    }

    /// <summary>Everything that is wrong, one sentence each.</summary>
    /// <param name="options">The options.</param>
    /// <param name="needsCommand">Whether the pool can't run a C# delegate.</param>
    public static List<string> FaultsOf(WorkerPoolOptions options, bool needsCommand)
    {
        var faults = new List<string>();
        CheckName(options.Name, faults);
        CheckNumbers(options, faults);
        CheckTimes(options, faults);
        RestartOptionsValidator.Check(options, faults);
        HealthOptionsValidator.Check(options, faults);
        OutputOptionsValidator.Check(options.Output, faults);
        if (options.Command is { } command)
        {
            CommandValidator.Check(command, "The command", faults);
        }
        else if (needsCommand)
        {
            faults.Add(
                "The command is missing: set WorkerPoolOptions.Command to what the workers run. A pool inside a host or an actor system can't run a C# delegate, because each worker would start that host again: name a program, which may be this one with an argument that tells it to be a worker.");
        }

        return faults;
    }

    private static void CheckName(string name, List<string> faults)
    {
        // A leading '-' or '_' would clash with the rules of actor names.
        bool valid = name.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(name[0]);
        foreach (char c in name)
        {
            valid &= char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
        }

        if (!valid)
        {
            faults.Add("The pool's name must be 1 to 64 letters, digits, '-' or '_', and begin with a letter or a digit.");
        }
    }

    private static void CheckNumbers(WorkerPoolOptions options, List<string> faults)
    {
        if (options.Instances is < 1 or > WorkerPoolOptions.MaxInstances)
        {
            faults.Add($"Instances must be 1 to {WorkerPoolOptions.MaxInstances}, not {options.Instances}.");
        }

        if (options.RespawnLimit < 0)
        {
            faults.Add($"The respawn limit must be 0 or more, or absent for no limit, not {options.RespawnLimit}.");
        }

        if (options.BreachAction is not (BreachAction.Fail or BreachAction.StopPool))
        {
            faults.Add($"The breach action must be one of {string.Join(", ", Enum.GetNames<BreachAction>())}, not {options.BreachAction}.");
        }

        const int sigCont = 18, sigStop = 19;
        if (options.StopSignal is < 1 or > 64 or sigStop or sigCont)
        {
            faults.Add($"The stop signal must be 1 to 64 and one that can end a process, not {options.StopSignal}.");
        }
    }

    private static void CheckTimes(WorkerPoolOptions options, List<string> faults)
    {
        if (options.RespawnInterval <= TimeSpan.Zero)
        {
            faults.Add("The respawn interval must be longer than 0 seconds; for no limit, leave out the respawn limit.");
        }

        CheckWait("grace period", options.GracePeriod ?? TimeSpan.Zero, faults);
        CheckWait("kill delay", options.KillDelay, faults);
        CheckWait("start stagger", options.StartStagger, faults);
    }

    /// <summary>A time that a timer has to wait for.</summary>
    internal static void CheckWait(string what, TimeSpan wait, List<string> faults)
    {
        if (wait < TimeSpan.Zero || wait > LongestWait)
        {
            faults.Add($"The {what} must be 0 seconds to {LongestWait.TotalDays:0} days, not {wait.TotalSeconds:0.###} seconds.");
        }
    }
}
