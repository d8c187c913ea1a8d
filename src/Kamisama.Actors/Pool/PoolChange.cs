namespace Kamisama.Actors;

/// <summary>What it takes to bring a running pool from its options to others.</summary>
/// <param name="changed">The names of the options that differ, in the order of the table.</param>
/// <param name="effects">What follows from them.</param>
internal sealed class PoolChange(IReadOnlyList<string> changed, PoolChangeEffects effects)
{
    /// <summary>Every option but the name, which a pool keeps, and what a change of it means for the workers that run.</summary>
    private static readonly OptionRow[] Table =
    [
        new(nameof(WorkerPoolOptions.Command), PoolChangeEffects.Workers, static (one, other) => OptionEquality.Same(one.Command, other.Command)),
        new(nameof(WorkerPoolOptions.Readiness), PoolChangeEffects.Workers, static (one, other) => OptionEquality.Same(one.Readiness, other.Readiness)),
        new(nameof(WorkerPoolOptions.WatchdogTimeout), PoolChangeEffects.Workers, static (one, other) => one.WatchdogTimeout == other.WatchdogTimeout),
        new(nameof(WorkerPoolOptions.ErrorLinesKept), PoolChangeEffects.Workers, static (one, other) => one.ErrorLinesKept == other.ErrorLinesKept),

        // Never met: see Refusal.
        new(nameof(WorkerPoolOptions.Output), PoolChangeEffects.Workers, static (one, other) => one.Output == other.Output),

        new(nameof(WorkerPoolOptions.Liveness), PoolChangeEffects.Checks, static (one, other) => OptionEquality.Same(one.Liveness, other.Liveness)),
        new(nameof(WorkerPoolOptions.MemoryLimit), PoolChangeEffects.Checks, static (one, other) => one.MemoryLimit == other.MemoryLimit),
        new(nameof(WorkerPoolOptions.MaxAge), PoolChangeEffects.Checks, static (one, other) => one.MaxAge == other.MaxAge),
        new(nameof(WorkerPoolOptions.MaxUptime), PoolChangeEffects.Checks, static (one, other) => one.MaxUptime == other.MaxUptime),
        new(nameof(WorkerPoolOptions.AgeJitter), PoolChangeEffects.Checks, static (one, other) => one.AgeJitter.Equals(other.AgeJitter)),

        new(nameof(WorkerPoolOptions.Instances), PoolChangeEffects.Instances, static (one, other) => one.Instances == other.Instances),

        new(nameof(WorkerPoolOptions.RespawnLimit), PoolChangeEffects.None, static (one, other) => one.RespawnLimit == other.RespawnLimit),
        new(nameof(WorkerPoolOptions.RespawnInterval), PoolChangeEffects.None, static (one, other) => one.RespawnInterval == other.RespawnInterval),
        new(nameof(WorkerPoolOptions.RespawnScope), PoolChangeEffects.None, static (one, other) => one.RespawnScope == other.RespawnScope),
        new(nameof(WorkerPoolOptions.Restart), PoolChangeEffects.None, static (one, other) => one.Restart == other.Restart),
        new(nameof(WorkerPoolOptions.SuccessExitCodes), PoolChangeEffects.None, static (one, other) => OptionEquality.Same(one.SuccessExitCodes, other.SuccessExitCodes)),
        new(nameof(WorkerPoolOptions.NoRestartExitCodes), PoolChangeEffects.None, static (one, other) => OptionEquality.Same(one.NoRestartExitCodes, other.NoRestartExitCodes)),
        new(nameof(WorkerPoolOptions.NoRestartSignals), PoolChangeEffects.None, static (one, other) => OptionEquality.Same(one.NoRestartSignals, other.NoRestartSignals)),
        new(nameof(WorkerPoolOptions.Backoff), PoolChangeEffects.None, static (one, other) => one.Backoff == other.Backoff),
        new(nameof(WorkerPoolOptions.ExitRules), PoolChangeEffects.None, static (one, other) => OptionEquality.Same(one.ExitRules, other.ExitRules)),
        new(nameof(WorkerPoolOptions.StartStagger), PoolChangeEffects.None, static (one, other) => one.StartStagger == other.StartStagger),
        new(nameof(WorkerPoolOptions.StartTimeout), PoolChangeEffects.None, static (one, other) => one.StartTimeout == other.StartTimeout),
        new(nameof(WorkerPoolOptions.RestartSurge), PoolChangeEffects.None, static (one, other) => one.RestartSurge == other.RestartSurge),
        new(nameof(WorkerPoolOptions.QuietSignal), PoolChangeEffects.None, static (one, other) => one.QuietSignal == other.QuietSignal),
        new(nameof(WorkerPoolOptions.QuietPeriod), PoolChangeEffects.None, static (one, other) => one.QuietPeriod == other.QuietPeriod),
        new(nameof(WorkerPoolOptions.Seed), PoolChangeEffects.None, static (one, other) => one.Seed == other.Seed),
        new(nameof(WorkerPoolOptions.GracePeriod), PoolChangeEffects.None, static (one, other) => one.GracePeriod == other.GracePeriod),
        new(nameof(WorkerPoolOptions.KillDelay), PoolChangeEffects.None, static (one, other) => one.KillDelay == other.KillDelay),
        new(nameof(WorkerPoolOptions.StopSignal), PoolChangeEffects.None, static (one, other) => one.StopSignal == other.StopSignal),
        new(nameof(WorkerPoolOptions.BreachAction), PoolChangeEffects.None, static (one, other) => one.BreachAction == other.BreachAction),
    ];

    /// <summary>The names of the options that differ; empty: nothing is to be done.</summary>
    public IReadOnlyList<string> Changed => changed;

    /// <summary>Whether workers that were started under the former options have to be replaced.</summary>
    public bool ReplacesWorkers => effects.HasFlag(PoolChangeEffects.Workers);

    /// <summary>Whether checks of workers that run have to be armed anew.</summary>
    public bool RearmsChecks => effects.HasFlag(PoolChangeEffects.Checks);

    /// <summary>Whether the number of workers that was asked for is another one: only then what was scaled since is given up.</summary>
    public bool Scales => effects.HasFlag(PoolChangeEffects.Instances);

    /// <summary>Why a running pool can't be brought from its options to others; <see langword="null"/>: it can.</summary>
    public static string? Refusal(WorkerPoolOptions from, WorkerPoolOptions to) => from.Output == to.Output
        ? null
        : "Where the output goes can't change while the pool runs: its files are open. Stop the pool and start it again.";

    public static PoolChange Between(WorkerPoolOptions from, WorkerPoolOptions to)
    {
        var changed = new List<string>();
        PoolChangeEffects effects = PoolChangeEffects.None;
        foreach (OptionRow row in Table)
        {
            if (!row.Same(from, to))
            {
                changed.Add(row.Name);
                effects |= row.Effect;
            }
        }

        return new PoolChange(changed, effects);
    }

    /// <summary>The options that a process was started under, with the newest of what can be looked at without its help.</summary>
    /// <remarks>What is the same keeps its identity, by which an answer to an earlier question is known.</remarks>
    public static WorkerPoolOptions WithChecksOf(WorkerPoolOptions started, WorkerPoolOptions newest) => ReferenceEquals(started, newest)
        ? started
        : started with
        {
            Liveness = OptionEquality.Same(started.Liveness, newest.Liveness) ? started.Liveness : newest.Liveness,
            MemoryLimit = started.MemoryLimit == newest.MemoryLimit ? started.MemoryLimit : newest.MemoryLimit,
            MaxAge = newest.MaxAge,
            MaxUptime = newest.MaxUptime,
            AgeJitter = newest.AgeJitter,
        };

    private sealed record OptionRow(string Name, PoolChangeEffects Effect, Func<WorkerPoolOptions, WorkerPoolOptions, bool> Same);
}

/// <summary>What the change of an option means for a pool that runs.</summary>
[Flags]
internal enum PoolChangeEffects
{
    /// <summary>It is in force from now on: for the next decision, stop or start.</summary>
    None = 0,

    /// <summary>The program learns of it when it is started, so workers have to be replaced.</summary>
    Workers = 1,

    /// <summary>The checks of workers that run begin anew.</summary>
    Checks = 2,

    /// <summary>The pool is scaled.</summary>
    Instances = 4,
}
