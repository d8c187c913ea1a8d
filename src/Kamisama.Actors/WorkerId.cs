namespace Kamisama.Actors;

/// <summary>Which worker: its place in the pool, and which process in that place.</summary>
/// <param name="Index">The slot's index, from 1. Stable: a respawned worker keeps it.</param>
/// <param name="Incarnation">Which process of the slot: 0 for the first, 1 after one respawn, and so on.</param>
public readonly record struct WorkerId(int Index, int Incarnation)
{
    internal WorkerId Next => this with { Incarnation = Incarnation + 1 };

    /// <inheritdoc/>
    public override string ToString() => $"worker {Index}";
}
