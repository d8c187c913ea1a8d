using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Kamisama.Processes;

namespace Kamisama.Actors.Hosting;

/// <summary>A pool of a host: an <see cref="IWorkerPool"/> that can be held before it runs. Requests wait for its start.</summary>
/// <param name="name">The name of the pool.</param>
/// <param name="key">The type by which its master is found; <see langword="null"/>: <see cref="WorkerPool"/>, if it is the first such pool.</param>
/// <param name="signals">Whether TTIN, TTOU and USR2 are meant for it.</param>
/// <param name="options">Makes its options, asked once.</param>
internal sealed class HostedPool(string name, Type? key, bool signals, Func<IServiceProvider, WorkerPoolOptions> options) : IWorkerPool
{
    private readonly TaskCompletionSource<IWorkerPool> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _logged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WorkerPoolOptions? _options;
    private IActorRef? _listener;
    private Task<PoolOutcome>? _completion;

    public string Name => name;

    public Type? Key => key;

    public bool ListensToSignals => signals;

    /// <summary>The pool itself; <see langword="null"/> before its start.</summary>
    public IWorkerPool? Running => _started.Task.IsCompletedSuccessfully ? _started.Task.Result : null;

    public IActorRef Master => Running?.Master ?? throw new InvalidOperationException(
        $"The pool '{name}' has no master yet, because its host has not started it. Await the host's start, or IRequiredActor<TKey>.GetAsync.");

    public IWorkerOutputLog? Output => Running?.Output;

    public Task<PoolOutcome> Completion => _completion ??= CompleteAsync();

    public async Task<int> AddWorkersAsync(int count = 1, CancellationToken cancellationToken = default) =>
        await (await StartedAsync(cancellationToken).ConfigureAwait(false)).AddWorkersAsync(count, cancellationToken).ConfigureAwait(false);

    public async Task<int> RetireWorkersAsync(int count = 1, CancellationToken cancellationToken = default) =>
        await (await StartedAsync(cancellationToken).ConfigureAwait(false)).RetireWorkersAsync(count, cancellationToken).ConfigureAwait(false);

    public async Task<int> ScaleToAsync(int instances, CancellationToken cancellationToken = default) =>
        await (await StartedAsync(cancellationToken).ConfigureAwait(false)).ScaleToAsync(instances, cancellationToken).ConfigureAwait(false);

    public async Task<int> StartNowAsync(int? index = null, CancellationToken cancellationToken = default) =>
        await (await StartedAsync(cancellationToken).ConfigureAwait(false)).StartNowAsync(index, cancellationToken).ConfigureAwait(false);

    public async Task<RollingRestartResult> RestartWorkersAsync(CancellationToken cancellationToken = default) =>
        await (await StartedAsync(cancellationToken).ConfigureAwait(false)).RestartWorkersAsync(cancellationToken).ConfigureAwait(false);

    public async Task<ReconfigureResult> ReconfigureAsync(WorkerPoolOptions options, CancellationToken cancellationToken = default) =>
        await (await StartedAsync(cancellationToken).ConfigureAwait(false)).ReconfigureAsync(options, cancellationToken).ConfigureAwait(false);

    public async Task<PoolStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        await (await StartedAsync(cancellationToken).ConfigureAwait(false)).GetStatusAsync(cancellationToken).ConfigureAwait(false);

    public async Task<PoolOutcome> StopAsync(StopMode mode = StopMode.Graceful) =>
        await (await StartedAsync(CancellationToken.None).ConfigureAwait(false)).StopAsync(mode).ConfigureAwait(false);

    public Task<IWorkerPool> StartedAsync(CancellationToken cancellationToken) => _started.Task.WaitAsync(cancellationToken);

    /// <summary>Its options, under its own name.</summary>
    /// <exception cref="WorkerPoolOptionsException">They are wrong.</exception>
    public WorkerPoolOptions OptionsFrom(IServiceProvider services) => _options ??= Checked(options(services));

    /// <summary>The options under the pool's name, checked, so that all that is wrong is told before a host is built of them.</summary>
    /// <exception cref="WorkerPoolOptionsException">They are wrong.</exception>
    public static WorkerPoolOptions Checked(string name, WorkerPoolOptions options)
    {
        options = options with { Name = name };
        WorkerPoolOptionsValidator.ThrowIfInvalid(options, needsCommand: true);
        return options;
    }

    public void Start(ActorSystem system, IServiceProvider services)
    {
        ILogger logger = services.GetService<ILoggerFactory>()?.CreateLogger<WorkerPool>() ?? (ILogger)NullLogger.Instance;
        WorkerPoolFront pool = WorkerPool.Create(
            system,
            OptionsFrom(services),
            services.GetService<IProcessHost>() ?? new LinuxProcessHost(),
            services.GetService<TimeProvider>() ?? TimeProvider.System);
        _listener = EventListener.Start(system, name, supervisionEvent => PoolEventLog.Write(logger, supervisionEvent), _logged);
        pool.Master.Tell(new MasterMessage.StartPool(), ActorRefs.NoSender);
        _started.SetResult(pool);
        _ = BreachWatch.FollowAsync(pool, OptionsFrom(services).BreachAction, services, logger);
    }

    /// <summary>It will not be started. Whoever waits for that is told why.</summary>
    public void Fail(Exception cause) => _started.TrySetException(cause);

    /// <summary>The host's stop: gracefully, and at once when the host has no more time. Everything is logged when it is done.</summary>
    public async Task EndAsync(CancellationToken urgent)
    {
        if (Running is not { } pool)
        {
            return;
        }

        if (!pool.Completion.IsCompleted)
        {
            Task<PoolOutcome> over = pool.StopAsync();
            await ((Task)over).WaitAsync(urgent).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!over.IsCompleted)
            {
                await pool.StopAsync(StopMode.Immediate).ConfigureAwait(false);
            }
        }

        // Behind the last event in its mailbox.
        _listener!.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        await _logged.Task.ConfigureAwait(false);
    }

    private WorkerPoolOptions Checked(WorkerPoolOptions made) => Checked(name, made);

    private async Task<PoolOutcome> CompleteAsync() =>
        await (await _started.Task.ConfigureAwait(false)).Completion.ConfigureAwait(false);
}
