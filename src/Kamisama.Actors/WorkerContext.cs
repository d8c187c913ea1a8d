namespace Kamisama.Actors;

/// <summary>What a worker that is a C# delegate knows of itself.</summary>
/// <param name="Pool">The name of its pool.</param>
/// <param name="Worker">Which worker it is.</param>
public sealed record WorkerContext(string Pool, WorkerId Worker)
{
    /// <summary>The slot's index, from 1; kept when the worker is respawned.</summary>
    public int Index => Worker.Index;

    /// <summary>Which process of the slot: 0 for the first.</summary>
    public int Incarnation => Worker.Incarnation;
}
