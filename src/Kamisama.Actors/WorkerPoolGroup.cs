using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Starts pools of several kinds that belong together: in order, stopped in reverse, and supervised as one.</summary>
public static class WorkerPoolGroup
{
    /// <summary>
    /// Runs pools of any programs until the group is over, and lets the signals of this process steer it: TERM, INT and QUIT stop,
    /// USR2 reports on each pool, HUP reloads or restarts. TTIN and TTOU are ignored when there are several pools: which one is meant can't be told.
    /// </summary>
    /// <param name="options">The pools, each with <see cref="WorkerPoolOptions.Command"/>.</param>
    /// <param name="onEvent">Is told everything that happens in all pools, one event at a time. Default: nobody is.</param>
    /// <param name="reload">
    /// The configuration source, asked at HUP for all options anew; see <see cref="IWorkerPoolGroup.ReconfigureAsync"/>. Never asked again before
    /// what it gave is in force. When it gives <see langword="null"/>, or throws, or the options are wrong, the former ones stay:
    /// <see cref="SupervisionEvent.ReloadFailed"/>. Default: there is none, and HUP is a rolling restart of each pool.
    /// </param>
    /// <param name="onCreated">
    /// Is given the group before it is started, to steer it from elsewhere. What it throws is thrown here, and nothing was started.
    /// Default: nobody is.
    /// </param>
    /// <returns>Why the group is over; <see cref="PoolGroupOutcome.ExitCode"/> is what a program returns that ran only this group.</returns>
    /// <exception cref="InvalidOperationException">This process is a worker that is a C# delegate: it never becomes a master by this call.</exception>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong; nothing was started.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux 5.4 or later on x64 or arm64.</exception>
    public static Task<PoolGroupOutcome> RunAsync(
        WorkerPoolGroupOptions options,
        Action<SupervisionEvent>? onEvent = null,
        Func<CancellationToken, Task<WorkerPoolGroupOptions?>>? reload = null,
        Action<IWorkerPoolGroup>? onCreated = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return DelegateWorker.IsThisProcess
            ? Task.FromException<PoolGroupOutcome>(DelegateWorker.NotThisPool(string.Join("', '", options.Pools.Select(pool => pool.Name))))
            : PoolProgram.RunAsync<WorkerPoolGroupFront, PoolGroupOutcome>(
                system => CreateWhereOutputCanGo(system, options),
                group => group.Completion,
                pool: null,
                onEvent,
                onCreated,
                PoolProgram.ReloadBy<WorkerPoolGroupFront, WorkerPoolGroupOptions>(reload, static (group, next, token) => group.ReconfigureAsync(next, token)));
    }

    /// <summary>Starts pools inside an application's own actor system. Signals are left to the application.</summary>
    /// <remarks>
    /// The parent's strategy supervises the group's actor. Resume and Restart keep every worker. Stop, like the end of the parent or
    /// of the system, ends the workers of all pools at once, as a graceful stop does.
    /// </remarks>
    /// <param name="parent">The application's actor system, or the <c>Context</c> of one of its actors; the group is its child "kamisama", and each pool a child of that.</param>
    /// <param name="options">The pools, each with <see cref="WorkerPoolOptions.Command"/>.</param>
    /// <param name="host">Starts the processes. Default: <see cref="LinuxProcessHost"/>.</param>
    /// <param name="timeProvider">The clock of limits and uptimes. Default: the system's.</param>
    /// <returns>The running group.</returns>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong; nothing was started.</exception>
    /// <exception cref="InvalidActorNameException">The parent has a group already.</exception>
    /// <exception cref="PlatformNotSupportedException">No host was given, and this is not Linux 5.4 or later on x64 or arm64.</exception>
    public static IWorkerPoolGroup Start(
        IActorRefFactory parent,
        WorkerPoolGroupOptions options,
        IProcessHost? host = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(options);
        WorkerPoolGroupFront group = Create(parent, options, host ?? new LinuxProcessHost(), timeProvider ?? TimeProvider.System);
        group.Supervisor.Tell(new MasterMessage.StartPool(), ActorRefs.NoSender);
        return group;
    }

    private static WorkerPoolGroupFront CreateWhereOutputCanGo(ActorSystem system, WorkerPoolGroupOptions options)
    {
        WorkerPoolGroupOptionsValidator.ThrowIfInvalid(options);
        foreach (WorkerPoolOptions pool in options.Pools.Where(pool => pool.Output is WorkerOutput.Captured))
        {
            OutputPlaces.ThrowIfMissing(pool);
        }

        return Create(system, options, new LinuxProcessHost(), TimeProvider.System);
    }

    private static WorkerPoolGroupFront Create(IActorRefFactory parent, WorkerPoolGroupOptions options, IProcessHost host, TimeProvider time)
    {
        WorkerPoolGroupOptionsValidator.ThrowIfInvalid(options);
        var group = new PoolGroup(options, host, time);
        return FrontOf(group, parent.ActorOf(Props.Create(() => new PoolGroupActor(group)), PoolGroup.Name));
    }

    /// <summary>The typed front of a group's actor, whose end is watched too: one that could not be restarted runs no PostStop.</summary>
    internal static WorkerPoolGroupFront FrontOf(PoolGroup group, IActorRef supervisor)
    {
        _ = EndWhenGoneAsync();
        return new WorkerPoolGroupFront(group, supervisor);

        async Task EndWhenGoneAsync()
        {
            await supervisor.WatchAsync().ConfigureAwait(false);
            if (group.TryBeginEnd())
            {
                group.Broken ??= new InvalidOperationException("The group's actor could not be restarted after a fault of its own code.");
                await group.EndAsync().ConfigureAwait(false);
            }
        }
    }
}
