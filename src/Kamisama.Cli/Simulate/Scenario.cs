using Kamisama.Actors;

namespace Kamisama.Cli.Simulate;

/// <summary>What happens to the workers of a simulated pool.</summary>
internal sealed record Scenario
{
    /// <summary>The mean time between failures of one worker; <see langword="null"/>: they run for ever.</summary>
    public TimeSpan? MeanLife { get; init; }

    /// <summary>From the start of a worker until it can work.</summary>
    public TimeSpan StartTime { get; init; }

    /// <summary>How they end.</summary>
    public ExitMix Exits { get; init; } = ExitMix.Default;

    /// <summary>When no worker can live, in the order of their begin, none overlapping.</summary>
    public IReadOnlyList<Outage> Outages { get; init; } = [];

    /// <summary>Whether no worker can live at that moment.</summary>
    public bool IsOutage(TimeSpan at) => Outages.Any(outage => at >= outage.From && at < outage.To);

    /// <summary>The deaths of a log, in place of chance.</summary>
    public RecordedDeaths? Recorded { get; init; }

    /// <summary>How long to look.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Where to draw the timeline; <see langword="null"/>: nowhere.</summary>
    public string? SvgFile { get; init; }
}

/// <summary>A time in which no worker can live.</summary>
/// <param name="From">Its begin, from the begin of the simulation.</param>
/// <param name="To">Its end.</param>
internal readonly record struct Outage(TimeSpan From, TimeSpan To);

/// <summary>What a command line of <c>kamisama simulate</c> asks for.</summary>
internal sealed record SimulateOptions(WorkerPoolOptions Pool, Scenario Scenario, int Seed);
