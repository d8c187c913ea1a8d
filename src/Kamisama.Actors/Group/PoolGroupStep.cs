namespace Kamisama.Actors;

/// <summary>What <see cref="PoolGroupState"/> decided. <see cref="PoolGroupActor"/> carries the steps out, in order.</summary>
internal abstract record PoolGroupStep
{
    private PoolGroupStep()
    {
    }

    /// <summary>Begin a life of a pool.</summary>
    internal sealed record StartPool(PoolId Pool) : PoolGroupStep;

    /// <summary>Tell the master of a pool to stop, for the first time or more urgently.</summary>
    internal sealed record StopPool(PoolId Pool, MasterMessage.StopPool Message) : PoolGroupStep;

    /// <summary>The pool has no further life.</summary>
    internal sealed record EndPool(int Index, PoolOutcome Outcome) : PoolGroupStep;

    /// <summary>The last pool has ended.</summary>
    internal sealed record EndGroup(PoolGroupOutcome Outcome) : PoolGroupStep;

    /// <summary>Tell the subscribers.</summary>
    internal sealed record Publish(SupervisionEvent Event) : PoolGroupStep;
}

/// <summary>One life of a pool in a group.</summary>
/// <param name="Index">Which pool, from 0, in the order of their start.</param>
/// <param name="Incarnation">Which life: 0 for the first, 1 after one restart, and so on.</param>
internal readonly record struct PoolId(int Index, int Incarnation);
