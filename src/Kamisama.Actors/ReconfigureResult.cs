namespace Kamisama.Actors;

/// <summary>What new options meant for a pool that runs. They are in force, also when a rolling restart that they called for ended early.</summary>
/// <param name="Changed">The names of the options that differ, as in <see cref="WorkerPoolOptions"/>; empty: none did, and nothing happened.</param>
/// <param name="WorkersReplaced">Whether workers that ran under the former options had to be replaced, in a rolling restart.</param>
/// <param name="Restart">How that ended; <see langword="null"/>: it was not needed.</param>
public sealed record ReconfigureResult(IReadOnlyList<string> Changed, bool WorkersReplaced, RollingRestartResult? Restart)
{
    /// <inheritdoc/>
    public override string ToString() => Changed.Count == 0
        ? "nothing changed"
        : $"changed {string.Join(", ", Changed)}{(Restart is null ? "" : $"; {Restart}")}";
}
