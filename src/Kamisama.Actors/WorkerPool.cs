using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Starts pools of worker processes. As a type, it names a pool's master where an actor is found by type (IRequiredActor).</summary>
public sealed class WorkerPool
{
    private WorkerPool()
    {
    }

    /// <summary>
    /// Runs a pool of any program until it is over, and lets the signals of this process steer it: TTIN and TTOU scale, TERM,
    /// INT and QUIT stop, USR2 reports, HUP reloads or restarts.
    /// </summary>
    /// <param name="options">The pool, with <see cref="WorkerPoolOptions.Command"/>.</param>
    /// <param name="onEvent">Is told everything that happens, one event at a time. Default: nobody is.</param>
    /// <param name="reload">
    /// The configuration source, asked at HUP for all options anew; see <see cref="IWorkerPool.ReconfigureAsync"/>. Never asked again before
    /// what it gave is in force. When it gives <see langword="null"/>, or throws, or the options are wrong, the former ones stay:
    /// <see cref="SupervisionEvent.ReloadFailed"/>. Default: there is none, and HUP is a rolling restart.
    /// </param>
    /// <param name="onCreated">
    /// Is given the pool before it is started, to steer it from elsewhere. What it throws is thrown here, and nothing was started.
    /// Default: nobody is.
    /// </param>
    /// <returns>Why the pool is over; <see cref="PoolOutcome.ExitCode"/> is what a program returns that ran only this pool.</returns>
    /// <exception cref="InvalidOperationException">This process is a worker that is a C# delegate: it never becomes a master by this call.</exception>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong; nothing was started.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux 5.4 or later on x64 or arm64.</exception>
    public static Task<PoolOutcome> RunAsync(
        WorkerPoolOptions options,
        Action<SupervisionEvent>? onEvent = null,
        Func<CancellationToken, Task<WorkerPoolOptions?>>? reload = null,
        Action<IWorkerPool>? onCreated = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return DelegateWorker.IsThisProcess
            ? Task.FromException<PoolOutcome>(DelegateWorker.NotThisPool(options.Name))
            : RunPoolAsync(options, onEvent, onCreated, reload);
    }

    /// <summary>
    /// Runs a pool whose workers are a C# delegate, each in a process of its own, until it is over. The gem's
    /// <c>Kamisama.run(config) { |index| … }</c>.
    /// </summary>
    /// <remarks>
    /// There is no fork in .NET: the master executes its own program again for each worker, and in that process this method
    /// runs the delegate and never returns; the process ends with code 0 when the delegate does. So everything in
    /// <c>Main</c> before this call runs in the workers too. An exception of the delegate is thrown here, in the worker.
    /// The token is cancelled by SIGTERM, the default stop signal, which the kernel also sends when the master dies. A delegate
    /// that does not obey is killed by its master after the grace period, or without one ends itself then, with code 143.
    /// Several pools of delegates in one program have different names and are started beside each other, not one after the other.
    /// </remarks>
    /// <param name="options">The pool, without a command.</param>
    /// <param name="worker">What each worker does.</param>
    /// <param name="onEvent">Is told everything that happens, one event at a time. Default: nobody is.</param>
    /// <param name="reload">The configuration source, asked at HUP in the master for all options anew, without a command; as for a program of any kind. Default: there is none.</param>
    /// <param name="onCreated">
    /// Is given the pool before it is started, to steer it from elsewhere. What it throws is thrown here, and nothing was started.
    /// Default: nobody is.
    /// </param>
    /// <returns>In the master: why the pool is over.</returns>
    /// <exception cref="InvalidOperationException">The name was used before in this process; or, in a worker, it is another pool's.</exception>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong; nothing was started.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux 5.4 or later on x64 or arm64.</exception>
    public static Task<PoolOutcome> RunAsync(
        WorkerPoolOptions options,
        Func<WorkerContext, CancellationToken, Task> worker,
        Action<SupervisionEvent>? onEvent = null,
        Func<CancellationToken, Task<WorkerPoolOptions?>>? reload = null,
        Action<IWorkerPool>? onCreated = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(worker);
        if (DelegateWorker.IsThisProcess)
        {
            return DelegateWorker.RunAsync(options, worker);
        }

        options = DelegateWorker.WithCommand(options);
        DelegateWorker.Claim(options.Name);
        return RunPoolAsync(options, onEvent, onCreated, reload is null ? null : async token =>
            await reload(token).ConfigureAwait(false) is { } next ? DelegateWorker.WithCommand(next) : null);
    }

    /// <summary>Starts a pool inside an application's own actor system. Signals are left to the application.</summary>
    /// <remarks>
    /// The parent's strategy supervises the master. Resume and Restart keep every worker: a fault of the master's own code neither
    /// loses nor doubles a process. Stop, like the end of the parent or of the system, ends the workers as a graceful stop does, and
    /// <see cref="IWorkerPool.Completion"/> waits for them. A breach is no fault: the master stops itself, and whoever watches it
    /// gets its <see cref="Terminated"/>.
    /// </remarks>
    /// <param name="parent">The application's actor system, or the <c>Context</c> of one of its actors; the master is its child NAME.</param>
    /// <param name="options">The pool, with <see cref="WorkerPoolOptions.Command"/>.</param>
    /// <param name="host">Starts the processes. Default: <see cref="LinuxProcessHost"/>.</param>
    /// <param name="timeProvider">The clock of respawn limit and uptimes. Default: the system's.</param>
    /// <returns>The running pool.</returns>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong; nothing was started.</exception>
    /// <exception cref="InvalidActorNameException">The parent has a child of that name.</exception>
    /// <exception cref="PlatformNotSupportedException">No host was given, and this is not Linux 5.4 or later on x64 or arm64.</exception>
    public static IWorkerPool Start(
        IActorRefFactory parent,
        WorkerPoolOptions options,
        IProcessHost? host = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(options);
        WorkerPoolFront pool = Create(parent, options, host ?? new LinuxProcessHost(), timeProvider ?? TimeProvider.System);
        pool.Master.Tell(new MasterMessage.StartPool(), ActorRefs.NoSender);
        return pool;
    }

    internal static WorkerPoolFront Create(IActorRefFactory parent, WorkerPoolOptions options, IProcessHost host, TimeProvider time)
    {
        WorkerPoolOptionsValidator.ThrowIfInvalid(options, needsCommand: true);
        var state = new MasterState(options, host, time);
        return FrontOf(state, parent.ActorOf(Props.Create(() => new MasterActor(state)), options.Name));
    }

    /// <summary>The typed front of a master. One that could not even be restarted after a fault runs no PostStop, so its end is watched.</summary>
    internal static WorkerPoolFront FrontOf(MasterState state, IActorRef master)
    {
        // No async method: its state machine would be compiled at each start, and at each end.
        Task gone = master.WatchAsync();
        gone.ContinueWith(
            static (_, state) => EndWhenGone((MasterState)state!),
            state,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return new WorkerPoolFront(state, master);
    }

    private static void EndWhenGone(MasterState state)
    {
        if (state.TryBeginEnd())
        {
            state.Broken ??= new InvalidOperationException("The master could not be restarted after a fault of its own code.");
            _ = Leftovers.EndAsync(state);
        }
    }

    private static Task<PoolOutcome> RunPoolAsync(
        WorkerPoolOptions options,
        Action<SupervisionEvent>? onEvent,
        Action<IWorkerPool>? onCreated,
        Func<CancellationToken, Task<WorkerPoolOptions?>>? reload) => PoolProgram.RunAsync<WorkerPoolFront, PoolOutcome>(
        system => CreateWhereOutputCanGo(system, options),
        pool => pool.Completion,
        options.Name,
        onEvent,
        onCreated,
        PoolProgram.ReloadBy<WorkerPoolFront, WorkerPoolOptions>(reload, static (pool, next, token) => pool.ReconfigureAsync(next, token)));

    private static WorkerPoolFront CreateWhereOutputCanGo(ActorSystem system, WorkerPoolOptions options)
    {
        if (options.Output is WorkerOutput.Captured)
        {
            WorkerPoolOptionsValidator.ThrowIfInvalid(options, needsCommand: true);
            OutputPlaces.ThrowIfMissing(options);
        }

        return Create(system, options, new LinuxProcessHost(), TimeProvider.System);
    }
}
