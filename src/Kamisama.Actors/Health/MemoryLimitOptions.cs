using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>When a worker that has grown too large is replaced. That is no death: it does not count in the respawn limit.</summary>
/// <param name="Bytes">A sample above this counts.</param>
public sealed record MemoryLimitOptions(long Bytes)
{
    /// <summary>What is measured: of the worker's own process, without its children.</summary>
    /// <value>The default is <see cref="MemoryMeasure.ResidentSet"/>.</value>
    public MemoryMeasure Measure { get; init; } = MemoryMeasure.ResidentSet;

    /// <summary>The time from one sample to the next.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many of the last <see cref="Of"/> samples have to be above the limit, 1 or more: a peak alone replaces nobody.</summary>
    /// <value>The default is 3, as God has it.</value>
    public int Samples { get; init; } = 3;

    /// <summary>How many samples are looked back on, <see cref="Samples"/> to 100.</summary>
    /// <value>The default is 5, as God has it.</value>
    public int Of { get; init; } = 5;
}
