namespace Kamisama.Actors;

/// <summary>Which pools run beside each other, and what happens to the others when one gives up.</summary>
/// <remarks>Validated once, when the group starts: every fault of every pool is listed in one <see cref="WorkerPoolOptionsException"/>.</remarks>
public sealed record WorkerPoolGroupOptions
{
    /// <summary>
    /// The pools, each with a name of its own and a <see cref="WorkerPoolOptions.Command"/>. Started in this order, each when the
    /// first workers of the one before it are ready; stopped in the reverse order, each when the one behind it is over.
    /// </summary>
    /// <remarks>
    /// <see cref="WorkerPoolOptions.BreachAction"/> says what a pool that gives up means: <see cref="BreachAction.Fail"/>, it is
    /// restarted as <see cref="Strategy"/> says, and with it the others, or the group ends; <see cref="BreachAction.StopPool"/>, only
    /// that pool is over.
    /// </remarks>
    public required IReadOnlyList<WorkerPoolOptions> Pools { get; init; }

    /// <summary>Which pools are restarted when one gave up.</summary>
    /// <value>The default is <see cref="PoolStrategy.OneForOne"/>.</value>
    public PoolStrategy Strategy { get; init; } = PoolStrategy.OneForOne;

    /// <summary>
    /// How many restarts <see cref="RestartInterval"/> may hold. The one that would exceed it is not performed: all pools are
    /// stopped, and the group is over as the pool that gave up is. One restart counts once, however many pools it takes along.
    /// </summary>
    /// <remarks>There is no wait before a restart, and no way to have no limit.</remarks>
    /// <value>The default is 0: the first pool that gives up ends the group.</value>
    public int RestartLimit { get; init; }

    /// <summary>The sliding interval of <see cref="RestartLimit"/>; a restart exactly this old is outside.</summary>
    /// <value>The default is 60 seconds.</value>
    public TimeSpan RestartInterval { get; init; } = TimeSpan.FromSeconds(60);
}
