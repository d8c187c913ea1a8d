namespace Kamisama.Actors.Hosting;

/// <summary>How long the pools of a host may need to stop.</summary>
internal static class StopTime
{
    // What the actors themselves need beside the waits, on a machine that is busy.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    // Waits of the platform are bounded by 2^31 ms, nearly 25 days; the sum of a few phases stays below that.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);

    /// <summary>The longest grace period and kill delay, with a margin; <see langword="null"/>: no limit.</summary>
    public static TimeSpan? Of(IEnumerable<WorkerPoolOptions> pools)
    {
        TimeSpan longest = TimeSpan.Zero;
        foreach (WorkerPoolOptions options in pools)
        {
            if (options.GracePeriod is not { } grace || grace + options.KillDelay > Longest)
            {
                return null;
            }

            TimeSpan needed = grace + options.KillDelay;
            longest = needed > longest ? needed : longest;
        }

        return longest + Margin;
    }

    /// <summary>As <see cref="Of"/>, for those who must have a limit.</summary>
    public static TimeSpan Bounded(IEnumerable<WorkerPoolOptions> pools) => Of(pools) ?? Longest;
}
