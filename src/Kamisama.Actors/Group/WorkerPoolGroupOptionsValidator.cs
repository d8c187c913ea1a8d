namespace Kamisama.Actors;

/// <summary>Checks the options of a group once, before anything is started, and lists every fault of all pools at once.</summary>
internal static class WorkerPoolGroupOptionsValidator
{
    /// <exception cref="WorkerPoolOptionsException">Something is wrong.</exception>
    public static void ThrowIfInvalid(WorkerPoolGroupOptions options)
    {
        if (FaultsOf(options) is { Count: > 0 } faults)
        {
            throw new WorkerPoolOptionsException(faults);
        }
    }

    /// <summary>Everything that is wrong, one sentence each.</summary>
    public static List<string> FaultsOf(WorkerPoolGroupOptions options)
    {
        var faults = new List<string>();
        if (options.Pools.Count == 0)
        {
            faults.Add("The group has no pool: list at least one in WorkerPoolGroupOptions.Pools.");
        }

        foreach (WorkerPoolOptions pool in options.Pools)
        {
            faults.AddRange(WorkerPoolOptionsValidator.FaultsOf(pool, needsCommand: true).Select(fault => $"Pool '{pool.Name}': {fault}"));
        }

        foreach (string name in options.Pools.CountBy(pool => pool.Name).Where(count => count.Value > 1).Select(count => count.Key))
        {
            faults.Add($"Several pools are named '{name}': give each a WorkerPoolOptions.Name of its own.");
        }

        if (!Enum.IsDefined(options.Strategy))
        {
            faults.Add($"The strategy must be one of {string.Join(", ", Enum.GetNames<PoolStrategy>())}, not {options.Strategy}.");
        }

        if (options.RestartLimit < 0)
        {
            faults.Add($"The restart limit must be 0 or more, not {options.RestartLimit}.");
        }

        if (options.RestartInterval <= TimeSpan.Zero)
        {
            faults.Add("The restart interval must be longer than 0 seconds.");
        }

        return faults;
    }
}
