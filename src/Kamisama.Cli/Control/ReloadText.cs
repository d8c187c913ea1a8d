using Kamisama.Actors;

namespace Kamisama.Cli.Control;

/// <summary>What a reload has changed, for people.</summary>
internal static class ReloadText
{
    public static string Describe(PoolGroupReconfigureResult result)
    {
        IEnumerable<string> lines =
        [
            .. result.Changed.Count > 0 ? [$"changed {string.Join(", ", result.Changed)}"] : Array.Empty<string>(),
            .. result.Added.Select(name => $"{name}: added"),
            .. result.Removed.Select(name => $"{name}: removed"),
            .. result.Pools.Where(pool => pool.Value.Changed.Count > 0).Select(pool => $"{pool.Key}: {pool.Value}"),
        ];
        return lines.Any() ? string.Join('\n', lines) : "Nothing has changed.";
    }
}
