namespace Kamisama.Benchmarks;

/// <summary>One question, asked of every contender in turn: A, B, A, B, so that what disturbs the machine disturbs both.</summary>
internal abstract class Measure
{
    /// <summary>What <c>--only</c> is compared with.</summary>
    public abstract string Name { get; }

    /// <summary>The lines that it fills; there from the start, so that a failure shows in them.</summary>
    public abstract IReadOnlyList<Row> Rows { get; }

    public abstract void Take(Bench bench);

    protected static double Milliseconds(long from, long to) => (to - from) / 1e6;

    protected static void Settle(double seconds) => Thread.Sleep(TimeSpan.FromSeconds(seconds));
}
