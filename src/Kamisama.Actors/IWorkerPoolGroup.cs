namespace Kamisama.Actors;

/// <summary>Running pools that are started, stopped and supervised together, for code that is no actor.</summary>
/// <remarks>Safe to call from any thread.</remarks>
public interface IWorkerPoolGroup
{
    /// <summary>The pools, in the order of their start.</summary>
    /// <remarks>
    /// Each stays the same over restarts. Its requests wait while it has not been started, or is between two lives; its master is
    /// another one in each life, and there is none in between. It is over when it will not be started any more.
    /// A pool that was asked to stop is not restarted; the others go on.
    /// </remarks>
    IReadOnlyList<IWorkerPool> Pools { get; }

    /// <summary>The actor of the group, the parent of the masters, for an application's own actors.</summary>
    /// <remarks>
    /// <see cref="MasterMessage.StopPool"/> stops the group, answered with <see cref="PoolGroupOutcome"/> when it is over; what is no
    /// request to one pool, like <see cref="MasterMessage.ReportStatus"/>, goes to each pool that runs; requests to scale, and
    /// <see cref="MasterMessage.GetStatus"/>, are refused when there are several pools.
    /// </remarks>
    IActorRef Supervisor { get; }

    /// <summary>Completes when the group is over: all its pools are.</summary>
    Task<PoolGroupOutcome> Completion { get; }

    /// <summary>The pool of that name.</summary>
    /// <param name="name">The name, as in its options.</param>
    /// <exception cref="KeyNotFoundException">The group has no such pool.</exception>
    IWorkerPool this[string name] { get; }

    /// <summary>
    /// Other options for the group, all of them. Pools of a new name are started behind those there; those that are not named any more are
    /// stopped gracefully, and are gone when they are over; the others are reconfigured, see <see cref="IWorkerPool.ReconfigureAsync"/>. Strategy and
    /// limit are in force at once, and what was counted stays counted.
    /// </summary>
    /// <remarks>The pools stay in the order of their first starts. One that is over, and not only between two lives, is not started again by it.</remarks>
    /// <param name="options">The options, each pool with a command.</param>
    /// <param name="cancellationToken">Ends the wait for the answer, not the change.</param>
    /// <returns>What changed, when all of it is done: the first workers of new pools have come, removed ones are over.</returns>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong, or the group is stopping or not started; nothing was changed in any pool.</exception>
    /// <exception cref="InvalidOperationException">The group is over.</exception>
    Task<PoolGroupReconfigureResult> ReconfigureAsync(WorkerPoolGroupOptions options, CancellationToken cancellationToken = default);

    /// <summary>Stops the pools in the reverse order, each when the one behind it is over; immediately: all at once.</summary>
    /// <param name="mode">How urgent. A stop in progress becomes more urgent, never less.</param>
    /// <returns>The outcome, when all pools are over.</returns>
    Task<PoolGroupOutcome> StopAsync(StopMode mode = StopMode.Graceful);
}
