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

    /// <summary>There is a pool more.</summary>
    internal sealed record AddPool(int Index, WorkerPoolOptions Options) : PoolGroupStep;

    /// <summary>A pool has other options: now, when it runs, or in its next life.</summary>
    internal sealed record ReconfigurePool(PoolId Pool, WorkerPoolOptions Options, bool IsUp) : PoolGroupStep;

    /// <summary>A pool is not one of the group's any more as soon as it is over.</summary>
    internal sealed record LeavePool(int Index) : PoolGroupStep;

    /// <summary>A pool that left is over, and its master gone.</summary>
    internal sealed record ForgetPool(int Index) : PoolGroupStep;

    /// <summary>Everything that others have to do for a reconfiguration has been asked of them: who wants to know is told when it is done.</summary>
    internal sealed record Answer(IActorRef Asker, PoolGroupChange Change) : PoolGroupStep;

    /// <summary>The last pool has ended.</summary>
    internal sealed record EndGroup(PoolGroupOutcome Outcome) : PoolGroupStep;

    /// <summary>Tell the subscribers.</summary>
    internal sealed record Publish(SupervisionEvent Event) : PoolGroupStep;
}

/// <summary>One life of a pool in a group.</summary>
/// <param name="Index">Which pool, from 0, in the order of their first starts. Never that of another one.</param>
/// <param name="Incarnation">Which life: 0 for the first, 1 after one restart, and so on.</param>
internal readonly record struct PoolId(int Index, int Incarnation);
