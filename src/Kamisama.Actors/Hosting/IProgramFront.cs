namespace Kamisama.Actors;

/// <summary>What <see cref="PoolProgram"/> needs to know of a pool, or a group of pools, besides its typed front.</summary>
internal interface IProgramFront
{
    /// <summary>Who is told to start, and of signals.</summary>
    IActorRef Top { get; }

    /// <summary>The actors that keep the pools and are there now, with <see cref="Top"/>.</summary>
    IEnumerable<IActorRef> Keepers { get; }

    /// <summary>The pools.</summary>
    IReadOnlyList<IWorkerPool> Pools { get; }

    /// <summary>Completes when the first workers of every pool have come, or the pool is over.</summary>
    Task Ready { get; }

    /// <summary>Cancelled by the decision to stop.</summary>
    CancellationToken Stopping { get; }

    /// <summary>Tells the subscribers that the configuration stays as it was.</summary>
    void PublishReloadFailed(string reason);
}
