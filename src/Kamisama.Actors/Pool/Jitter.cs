namespace Kamisama.Actors;

/// <summary>
/// Random numbers that depend on nothing but the seed and whom they are for: the order in which workers happen to die changes none.
/// </summary>
internal static class Jitter
{
    /// <summary>What a number is drawn for, so that two uses in one incarnation differ.</summary>
    internal enum Use
    {
        Backoff = 1,
        Age = 2,
    }

    /// <returns>0 or more, less than 1.</returns>
    public static double Unit(int seed, WorkerId worker, Use use)
    {
        ulong mixed = Mix(Mix(Mix((uint)seed, (uint)worker.Index), (uint)worker.Incarnation), (uint)use);
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A time of which the given part is random.</summary>
    public static TimeSpan Apply(TimeSpan time, double part, double unit) => time * (1 - (part * unit));

    // SplitMix64: https://doi.org/10.1145/2660193.2660195
    private static ulong Mix(ulong state, ulong next)
    {
        ulong z = (state ^ next) + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
