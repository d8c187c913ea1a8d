namespace Kamisama.Actors;

/// <summary>How a worker that is ready is probed from then on. One that fails too often is ended, and that counts as a death.</summary>
/// <param name="Probe">The question.</param>
public sealed record LivenessOptions(Probe Probe)
{
    /// <summary>The time from one answer to the next question.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer may take.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many of the last <see cref="Of"/> probes have to fail until the worker is ended, 1 or more.</summary>
    /// <value>The default is 3.</value>
    public int Failures { get; init; } = 3;

    /// <summary>How many probes are looked back on, <see cref="Failures"/> to 100.</summary>
    /// <value>The default is 3: failures in a row.</value>
    public int Of { get; init; } = 3;
}
