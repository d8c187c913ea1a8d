namespace Kamisama.Actors;

/// <summary>What it takes to bring a running group from its options to others. Pools are known by their names; their order is that of their first starts.</summary>
/// <param name="Changed">The names of the group's own options that differ.</param>
/// <param name="Added">The pools that are to be started.</param>
/// <param name="Kept">The pools that stay; each finds out by itself whether its options are others.</param>
/// <param name="Removed">The names of the pools that are to go.</param>
internal sealed record PoolGroupChange(
    IReadOnlyList<string> Changed,
    IReadOnlyList<WorkerPoolOptions> Added,
    IReadOnlyList<WorkerPoolOptions> Kept,
    IReadOnlyList<string> Removed)
{
    /// <param name="names">The pools that the group has and that are not on their way out.</param>
    /// <param name="from">The options of the group.</param>
    /// <param name="to">The others.</param>
    public static PoolGroupChange Between(IReadOnlyCollection<string> names, WorkerPoolGroupOptions from, WorkerPoolGroupOptions to)
    {
        (string Name, bool Same)[] own =
        [
            (nameof(from.Strategy), from.Strategy == to.Strategy),
            (nameof(from.RestartLimit), from.RestartLimit == to.RestartLimit),
            (nameof(from.RestartInterval), from.RestartInterval == to.RestartInterval),
        ];
        return new PoolGroupChange(
            [.. own.Where(option => !option.Same).Select(option => option.Name)],
            [.. to.Pools.Where(pool => !names.Contains(pool.Name))],
            [.. to.Pools.Where(pool => names.Contains(pool.Name))],
            [.. names.Except(to.Pools.Select(pool => pool.Name))]);
    }
}
