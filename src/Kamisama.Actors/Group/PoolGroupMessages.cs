namespace Kamisama.Actors;

/// <summary>What <see cref="PoolGroupActor"/> can be told, besides <see cref="MasterMessage"/>s to all its pools.</summary>
internal abstract record PoolGroupMessage
{
    private PoolGroupMessage()
    {
    }

    /// <summary>From an IWorkerPool of the group: that pool is to stop, and is not restarted.</summary>
    internal sealed record StopOne(int Index, StopMode Mode) : PoolGroupMessage;

    /// <summary>From IWorkerPoolGroup: other options for the group. Answered when all of it is done.</summary>
    internal sealed record Reconfigure(WorkerPoolGroupOptions Options) : PoolGroupMessage;

    /// <summary>From the pool's state, once in a life: all its first workers have come.</summary>
    internal sealed record PoolReady(PoolId Pool) : PoolGroupMessage;

    /// <summary>From the pool's state, once in a life: the pool is over.</summary>
    internal sealed record PoolEnded(PoolId Pool, PoolOutcome Outcome) : PoolGroupMessage;

    /// <summary>From death watch, once in a life: the master is gone, its name is free.</summary>
    internal sealed record PoolGone(PoolId Pool) : PoolGroupMessage;
}
