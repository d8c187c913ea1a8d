namespace Kamisama.Benchmarks;

/// <summary>How often each measure is repeated and how long is waited.</summary>
internal sealed record Scale
{
    /// <summary>To see that everything works: about a minute, no figures to quote.</summary>
    public static Scale Small { get; } = new()
    {
        Name = "small",
        Starts = [(1, 3), (17, 3), (100, 2), (1_000, 1)],
        RespawnSessions = 1,
        Storms = [(100, 2), (1_000, 1)],
        MemorySessions = 1,
        MasterDeaths = 2,
        ScalingSteps = 5,
        // The thread that compiles hot methods again ends after 4 idle seconds.
        IdleSettle = TimeSpan.FromSeconds(8),
        Idle = TimeSpan.FromSeconds(3),
    };

    /// <summary>The figures of docs/benchmarks.md, on a machine with nothing else to do.</summary>
    public static Scale Full { get; } = new()
    {
        Name = "full",
        Starts = [(1, 30), (17, 20), (100, 20), (1_000, 10)],
        RespawnSessions = 6,
        Storms = [(100, 20), (1_000, 10)],
        MemorySessions = 3,
        MasterDeaths = 20,
        ScalingSteps = 30,
        // The pool threads of .NET end after 20 idle seconds, each with a wake-up.
        IdleSettle = TimeSpan.FromSeconds(45),
        Idle = TimeSpan.FromSeconds(10),
    };

    public required string Name { get; init; }

    /// <summary>Numbers of workers, and repetitions of each.</summary>
    public required IReadOnlyList<(int Workers, int Repetitions)> Starts { get; init; }

    /// <summary>Each gives one sample per worker, of <see cref="RespawnMeasure.Workers"/>.</summary>
    public required int RespawnSessions { get; init; }

    public required IReadOnlyList<(int Workers, int Repetitions)> Storms { get; init; }

    public required int MemorySessions { get; init; }

    public required int MasterDeaths { get; init; }

    public required int ScalingSteps { get; init; }

    public required TimeSpan IdleSettle { get; init; }

    public required TimeSpan Idle { get; init; }
}
