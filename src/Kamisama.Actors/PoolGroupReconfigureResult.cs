namespace Kamisama.Actors;

/// <summary>What new options meant for a group that runs.</summary>
/// <param name="Changed">The names of the group's own options that differ, as in <see cref="WorkerPoolGroupOptions"/>, without the pools.</param>
/// <param name="Added">The names of the pools that were started.</param>
/// <param name="Removed">The names of the pools that were stopped and are gone.</param>
/// <param name="Pools">
/// By name, what changed in each pool that ran before and after. One that is between two lives is not in it: it has the new options in its next life.
/// </param>
public sealed record PoolGroupReconfigureResult(
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Removed,
    IReadOnlyDictionary<string, ReconfigureResult> Pools);
