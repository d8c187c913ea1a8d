namespace Kamisama.Actors;

/// <summary>A running pool of workers, for code that is no actor. Each method is one message to the pool's master.</summary>
/// <remarks>Safe to call from any thread. After the pool is over, requests fail with <see cref="InvalidOperationException"/>.</remarks>
public interface IWorkerPool
{
    /// <summary>The name of the pool.</summary>
    string Name { get; }

    /// <summary>The master, for an application's own actors, which send it <see cref="MasterMessage"/>s, watch it or stop it.</summary>
    /// <exception cref="InvalidOperationException">The pool belongs to a host that has not started it yet.</exception>
    IActorRef Master { get; }

    /// <summary>Completes when the pool is over: its workers are gone, or left to the kernel when the grace period is zero, and what they wrote is where it belongs.</summary>
    Task<PoolOutcome> Completion { get; }

    /// <summary>What the workers wrote last; <see langword="null"/>: nothing of it is kept, see <see cref="WorkerPoolOptions.Output"/>, or the pool has not started.</summary>
    IWorkerOutputLog? Output => null;

    /// <summary>Adds workers; each takes the lowest free index.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="cancellationToken">Ends the wait for the answer, not the request.</param>
    /// <returns>How many workers are wanted then; unchanged when the pool is stopping or full.</returns>
    Task<int> AddWorkersAsync(int count = 1, CancellationToken cancellationToken = default);

    /// <summary>Retires workers, the longest-running process first, never the last one.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="cancellationToken">Ends the wait for the answer, not the request.</param>
    /// <returns>How many workers are wanted then.</returns>
    Task<int> RetireWorkersAsync(int count = 1, CancellationToken cancellationToken = default);

    /// <summary>Adds or retires as many workers as it takes.</summary>
    /// <param name="instances">How many workers are wanted, 1 or more.</param>
    /// <param name="cancellationToken">Ends the wait for the answer, not the request.</param>
    /// <returns>How many workers are wanted then.</returns>
    Task<int> ScaleToAsync(int instances, CancellationToken cancellationToken = default);

    /// <summary>Starts workers that wait for their start (back-off, stagger, no room) at once. What was counted stays counted.</summary>
    /// <param name="index">Which worker; <see langword="null"/>: all that wait.</param>
    /// <param name="cancellationToken">Ends the wait for the answer, not the request.</param>
    /// <returns>How many were waiting.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The pool has no worker of that index.</exception>
    Task<int> StartNowAsync(int? index = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// A rolling restart: every worker that is there now is replaced, each only when the one before is ready. It ends when a new one fails,
    /// and the old ones that are left stay. Asked for while one is in progress, another one follows it.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for the answer, not the restart.</param>
    /// <returns>How it ended, when it is over.</returns>
    Task<RollingRestartResult> RestartWorkersAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Other options for the pool, all of them. Only what differs has an effect: at once where that is possible; workers are replaced in a
    /// rolling restart when their own program, or what it is told, is another one. The number of workers follows only when the option does.
    /// </summary>
    /// <remarks>When the rolling restart ends early, the old workers that are left stay, and the new options are in force all the same.</remarks>
    /// <param name="options">The options, with the name of the pool and a command.</param>
    /// <param name="cancellationToken">Ends the wait for the answer, not the change.</param>
    /// <returns>What changed, when all of it is done.</returns>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong, or the pool is stopping or not started; nothing was changed.</exception>
    Task<ReconfigureResult> ReconfigureAsync(WorkerPoolOptions options, CancellationToken cancellationToken = default);

    /// <summary>Asks what the pool is doing.</summary>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    Task<PoolStatus> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops the pool. No worker is started after the decision.</summary>
    /// <param name="mode">How urgent. A stop in progress becomes more urgent, never less.</param>
    /// <returns>The outcome, when the pool is over.</returns>
    Task<PoolOutcome> StopAsync(StopMode mode = StopMode.Graceful);
}
