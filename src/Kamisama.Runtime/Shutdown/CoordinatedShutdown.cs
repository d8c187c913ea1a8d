namespace Kamisama.Runtime;

/// <summary>
/// An orderly end: tasks in phases, one phase after the other, the tasks of a phase at the same time; in the last phase the system ends.
/// <see cref="ActorSystem.Terminate"/> runs it too. All members may be called from any thread.
/// </summary>
/// <remarks>
/// A task that throws, and a phase whose time is up, are logged as warnings, and the next phase begins; a slow task is not stopped. Timeouts
/// and that rule are changed by <see cref="ActorSystemOptions.ShutdownPhases"/>. Times are those of the system's clock.
/// </remarks>
public sealed partial class CoordinatedShutdown
{
    private readonly ActorSystem _system;
    private readonly IReadOnlyDictionary<string, ShutdownPhase> _changes;
    private readonly ILoggingAdapter _log;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<NamedTask>> _tasks = [];
    private readonly TaskCompletionSource<Done> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Reason? _reason;

    internal CoordinatedShutdown(ActorSystem system, IReadOnlyDictionary<string, ShutdownPhase> changes)
    {
        _system = system;
        _changes = changes;
        _log = Logging.GetLogger(system, typeof(CoordinatedShutdown));
        AddTask(PhaseActorSystemTerminate, "terminate-system", system.FinalTerminate);
    }

    /// <summary>Why it runs; <see langword="null"/> while it does not.</summary>
    public Reason? ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>The timeouts of all phases that have tasks, together.</summary>
    public TimeSpan TotalTimeout
    {
        get
        {
            TimeSpan total = TimeSpan.Zero;
            lock (_lock)
            {
                foreach (string phase in _tasks.Keys)
                {
                    total += Timeout(phase);
                }
            }

            return total;
        }
    }

    /// <summary>The shutdown of a system; always the same one.</summary>
    /// <param name="sys">The system.</param>
    public static CoordinatedShutdown Get(ActorSystem sys)
    {
        ArgumentNullException.ThrowIfNull(sys);
        return sys.Shutdown;
    }

    /// <summary>Adds a task. One that is added when its phase has begun never runs.</summary>
    /// <param name="phase">One of the constants of this class.</param>
    /// <param name="taskName">For the log.</param>
    /// <param name="task">Begins the task; called once.</param>
    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        ArgumentNullException.ThrowIfNull(taskName);
        ArgumentNullException.ThrowIfNull(task);
        IndexOf(phase);
        lock (_lock)
        {
            if (!_tasks.TryGetValue(phase, out List<NamedTask>? tasks))
            {
                _tasks[phase] = tasks = [];
            }

            tasks.Add(new NamedTask(taskName, task));
        }
    }

    /// <summary>Begins the shutdown. Calling it again changes nothing.</summary>
    /// <param name="reason">Why; the first one counts.</param>
    /// <param name="fromPhase">The phase to begin with; <see langword="null"/> for the first one.</param>
    /// <returns>
    /// The same task at each call: done when the last phase is over, by its time if need be (compare <see cref="ActorSystem.WhenTerminated"/>);
    /// faulted if a phase failed that must not.
    /// </returns>
    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        int first = fromPhase is null ? 0 : IndexOf(fromPhase);
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            _ = RunPhases(first);
        }

        return _done.Task;
    }

    /// <summary>How long the tasks of a phase may take.</summary>
    /// <param name="phase">One of the constants of this class.</param>
    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase)
    {
        IndexOf(phase);
        return ChangeOf(phase)?.Timeout ?? DefaultTimeout(phase);
    }

    // Not GetValueOrDefault, which is not compiled ahead.
    private ShutdownPhase? ChangeOf(string phase) => _changes.TryGetValue(phase, out ShutdownPhase? change) ? change : null;

    private async Task RunPhases(int first)
    {
        try
        {
            for (int i = first; i < s_phases.Length; i++)
            {
                await RunPhase(s_phases[i]).ConfigureAwait(false);
            }

            _done.SetResult(Done.Instance);
        }
#pragma warning disable CA1031 // Whatever a task throws goes to those who wait for the shutdown.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _log.Error(failure, "The shutdown has ended early: {0}", failure.Message);
            _done.SetException(failure);
        }
    }

    private async Task RunPhase(string phase)
    {
        NamedTask[] tasks = TasksOf(phase);
        _log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", phase, tasks.Length, string.Join(",", tasks.Select(task => task.Name)));
        bool recover = ChangeOf(phase)?.Recover ?? true;
        Task all = Task.WhenAll([.. tasks.Select(task => Perform(phase, task, recover))]);
        if (all.IsCompleted || await IsDoneInTime(all, phase).ConfigureAwait(false))
        {
            await all.ConfigureAwait(false);
        }
        else if (recover)
        {
            _log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", phase, Timeout(phase));
        }
        else
        {
            throw new TimeoutException(
                $"The tasks of shutdown phase '{phase}' took longer than {Timeout(phase)}, so the phases after it do not run. Give it more time.");
        }
    }

    private NamedTask[] TasksOf(string phase)
    {
        lock (_lock)
        {
            return _tasks.TryGetValue(phase, out List<NamedTask>? tasks) ? [.. tasks] : [];
        }
    }

    private async Task Perform(string phase, NamedTask task, bool recover)
    {
        try
        {
            await task.Begin().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The shutdown goes on whatever a task does.
        catch (Exception failure) when (recover)
#pragma warning restore CA1031
        {
            _log.Warning("Task [{0}] failed in phase [{1}]: {2}", task.Name, phase, failure.Message);
        }
    }

    private async Task<bool> IsDoneInTime(Task all, string phase)
    {
        var timeUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancelable = new Cancelable(_system.Scheduler);
        _system.Scheduler.Advanced.ScheduleOnce(Timeout(phase), timeUp.SetResult, cancelable);
        await Task.WhenAny(all, timeUp.Task).ConfigureAwait(false);
        cancelable.Cancel();
        return all.IsCompleted;
    }

    private sealed record NamedTask(string Name, Func<Task<Done>> Begin);
}
