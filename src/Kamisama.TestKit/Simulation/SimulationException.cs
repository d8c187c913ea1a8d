namespace Kamisama.TestKit;

/// <summary>A simulation did not go as it was expected to, or broke a rule that every pool keeps. The message tells what was awaited, what came, when, and the seed.</summary>
public sealed class SimulationException : Exception
{
    internal SimulationException(string message, int seed, TimeSpan at)
        : base(message)
    {
        Seed = seed;
        At = at;
    }

    /// <summary>The seed that shows it again.</summary>
    public int Seed { get; }

    /// <summary>When, counted from the beginning of the simulation.</summary>
    public TimeSpan At { get; }
}
