using Kamisama.Processes;

namespace Kamisama.TestKit;

/// <summary>The start that a script is asked for.</summary>
/// <param name="Number">Which start of the host it is, from 1.</param>
/// <param name="Worker">Which worker and incarnation, as its environment tells; 0 and 0 for a process that is no worker of a pool.</param>
/// <param name="Spec">What is to run.</param>
/// <param name="At">When, counted from the beginning of the host.</param>
/// <param name="Random">Chance of this worker: the same seed gives each index the same numbers again, whatever the others do.</param>
public sealed record SimulatedStart(int Number, WorkerId Worker, ProcessSpec Spec, TimeSpan At, Random Random)
{
    /// <summary>The index of the worker, from 1.</summary>
    public int Index => Worker.Index;

    /// <summary>Which process of the slot, from 0.</summary>
    public int Incarnation => Worker.Incarnation;
}
