namespace Kamisama.Actors;

/// <summary>How long the next respawn of a slot waits.</summary>
internal static class BackoffSequence
{
    /// <param name="backoff">The rule; <see langword="null"/>: no wait.</param>
    /// <param name="deaths">How many deaths in a row, this one included: 1 or more.</param>
    /// <param name="unit">The random number, 0 to 1.</param>
    public static TimeSpan Delay(RespawnBackoff? backoff, int deaths, double unit)
    {
        if (backoff is null || backoff.InitialDelay == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        // In seconds as double: a power that no TimeSpan can hold is infinite, and the cap makes it finite again.
        double full = backoff.InitialDelay.TotalSeconds * Math.Pow(backoff.Factor, deaths - 1);
        return Jitter.Apply(TimeSpan.FromSeconds(Math.Min(full, backoff.MaxDelay.TotalSeconds)), backoff.Jitter, unit);
    }
}
