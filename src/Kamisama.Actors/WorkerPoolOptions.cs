using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>What a pool of workers is and how it is kept running.</summary>
/// <remarks>Validated once, when the pool starts: every fault is listed in one <see cref="WorkerPoolOptionsException"/>.</remarks>
public sealed record WorkerPoolOptions
{
    /// <summary>The largest number of workers in a pool: more is a slip of the keyboard, not a plan for one machine.</summary>
    public const int MaxInstances = 10_000;

    /// <summary>The name of the pool, in events, in actor paths and in KAMISAMA_POOL: letters, digits, '-' and '_', at most 64.</summary>
    /// <value>The default is "workers".</value>
    public string Name { get; init; } = "workers";

    /// <summary>How many workers are kept running, 1 to <see cref="MaxInstances"/>.</summary>
    public required int Instances { get; init; }

    /// <summary>
    /// How many respawns <see cref="RespawnInterval"/> may hold. The one that would exceed it is the breach: it is not
    /// performed, and the pool stops. A first start and a worker that was added are not respawns.
    /// </summary>
    /// <value>The default is 3, as in the Ruby gem. 0: the first death is the breach. <see langword="null"/>: no limit.</value>
    public int? RespawnLimit { get; init; } = 3;

    /// <summary>The sliding interval of <see cref="RespawnLimit"/>, over the whole pool; a respawn exactly this old is outside.</summary>
    /// <value>The default is 60 seconds, as in the Ruby gem.</value>
    public TimeSpan RespawnInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Over what <see cref="RespawnLimit"/>, and the budgets of <see cref="ExitRules"/>, count.</summary>
    /// <value>The default is <see cref="RespawnScope.Pool"/>, as in the Ruby gem.</value>
    public RespawnScope RespawnScope { get; init; } = RespawnScope.Pool;

    /// <summary>Which ends are followed by a respawn. A worker that is not respawned gives up its slot; a pool without slots is over.</summary>
    /// <value>The default is <see cref="RestartMode.Always"/>, as in the Ruby gem.</value>
    public RestartMode Restart { get; init; } = RestartMode.Always;

    /// <summary>Exit codes that mean success: <see cref="ExitClass.Clean"/>.</summary>
    /// <value>The default is 0 alone.</value>
    public IReadOnlyList<int> SuccessExitCodes { get; init; } = [0];

    /// <summary>Exit codes by which a worker says "don't restart me", 0 to 255. s6 uses 125 so.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<int> NoRestartExitCodes { get; init; } = [];

    /// <summary>Signals after which a worker that died of them is not respawned, 1 to 64. Signals that the master sent are not meant.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<int> NoRestartSignals { get; init; } = [];

    /// <summary>How long a slot waits before a respawn.</summary>
    /// <value>The default is <see langword="null"/>: a dead worker is respawned at once.</value>
    public RespawnBackoff? Backoff { get; init; }

    /// <summary>What some kinds of end do differently: their own back-off, their own respawn budget.</summary>
    /// <remarks>A rule for <see cref="ExitClass.CouldNotStart"/> is obeyed from the first start on: the pool is then not over at once when its first worker can't be started.</remarks>
    /// <value>The default is empty: all ends are treated alike.</value>
    public IReadOnlyDictionary<ExitClass, ExitRule> ExitRules { get; init; } = NoExitRules.Instance;

    /// <summary>The time between the starts of two workers that are started together: at first, and when the pool grows.</summary>
    /// <value>The default is zero: all at once, in the order of their indexes.</value>
    public TimeSpan StartStagger { get; init; }

    /// <summary>How a worker is known to be ready. Rolling restarts, health checks and the order of several pools go by it.</summary>
    /// <value>The default is <see langword="null"/>: it is ready as soon as its program runs.</value>
    public Readiness? Readiness { get; init; }

    /// <summary>How long a worker may take from its start until it is ready. One that takes longer is ended, and that counts as a death.</summary>
    /// <remarks>Without <see cref="Readiness"/> it limits how long the program itself takes to be executed: a hung file system, for instance.</remarks>
    /// <value>The default is <see langword="null"/>: no limit.</value>
    public TimeSpan? StartTimeout { get; init; }

    /// <summary>
    /// How long a worker that is ready may be silent on its notification socket, where it says WATCHDOG=1, see sd_notify(3). One that
    /// is overdue is ended, and that counts as a death. Workers find the time in WATCHDOG_USEC; half of it is a good rhythm.
    /// </summary>
    /// <value>The default is <see langword="null"/>: no heartbeat is expected.</value>
    public TimeSpan? WatchdogTimeout { get; init; }

    /// <summary>How a worker that is ready is probed from then on.</summary>
    /// <value>The default is <see langword="null"/>: not at all.</value>
    public LivenessOptions? Liveness { get; init; }

    /// <summary>When a worker that has grown too large is replaced.</summary>
    /// <value>The default is <see langword="null"/>: never.</value>
    public MemoryLimitOptions? MemoryLimit { get; init; }

    /// <summary>How old a worker may become, counted from its start, before it is replaced. That is no death.</summary>
    /// <value>The default is <see langword="null"/>: there is no limit.</value>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>How long a worker may work, counted from when it became ready, before it is replaced. That is no death.</summary>
    /// <value>The default is <see langword="null"/>: there is no limit.</value>
    public TimeSpan? MaxUptime { get; init; }

    /// <summary>Which part of <see cref="MaxAge"/> and <see cref="MaxUptime"/> is random, 0 or more and less than 1, so that workers that were started together are not all replaced together.</summary>
    /// <value>The default is 0.1: a worker is replaced at 90 to 100 percent of its age.</value>
    public double AgeJitter { get; init; } = 0.1;

    /// <summary>
    /// How many workers more than wanted a replacement (rolling restart, age, memory limit) may start. 0: one worker at a time is ended,
    /// then its next incarnation started. 1 or more: a new worker is started at a free index and must be ready before the old one is
    /// ended; that many at a time.
    /// </summary>
    /// <remarks>With surge the indexes in use change. Workers that own a part of the work by their index want 0.</remarks>
    /// <value>The default is 0.</value>
    public int RestartSurge { get; init; }

    /// <summary>A signal that tells a worker to take no new work, sent to its process group before the stop signal.</summary>
    /// <value>The default is <see langword="null"/>: none.</value>
    public int? QuietSignal { get; init; }

    /// <summary>How long a worker that was told to be quiet may go on before the stop signal. It may end earlier.</summary>
    /// <value>The default is 10 seconds; it has a meaning only with <see cref="QuietSignal"/>.</value>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many of the last lines of a worker's standard error are kept for the report of its death, at most 1000; the lines go where
    /// they would have gone all the same, but through the master.
    /// </summary>
    /// <value>The default is 0: workers write where the master writes, and nothing is kept.</value>
    public int ErrorLinesKept { get; init; }

    /// <summary>Where the workers' standard output and error go.</summary>
    /// <value>The default is <see cref="WorkerOutput.Inherit"/>: where the master writes.</value>
    public WorkerOutput Output { get; init; } = WorkerOutput.Inherit;

    /// <summary>What jitter is drawn from: the same seed gives every slot and incarnation the same waits again.</summary>
    /// <value>The default is <see langword="null"/>: another one in each run.</value>
    public int? Seed { get; init; }

    /// <summary>How long a worker may take to end after the stop signal before it is killed.</summary>
    /// <remarks>
    /// Zero: the stop signal is sent and nobody waits; a pool that stops is done at once, and the kernel sends every worker
    /// its death signal when the master is gone. But a worker that hangs, or is ended before its next incarnation is started, is
    /// killed at once.
    /// </remarks>
    /// <value>The default is 10 seconds. <see langword="null"/>: no limit, a worker is never killed unless it hangs: then after 10 seconds.</value>
    public TimeSpan? GracePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the kernel may take to end a killed worker before the worker is reported as unkillable and left behind.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan KillDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The signal that asks a worker to end. It goes to the worker's whole process group, followed by SIGCONT.</summary>
    /// <value>The default is 15, SIGTERM.</value>
    public int StopSignal { get; init; } = 15;

    /// <summary>What a host or a group does when this pool gives up, or can't start any worker. Has no meaning outside of both.</summary>
    /// <value>The default is <see cref="BreachAction.Fail"/>: the host or group stops too, with exit code 1 or 3; a group may restart it instead.</value>
    public BreachAction BreachAction { get; init; } = BreachAction.Fail;

    /// <summary>
    /// The program of the workers; "{index}" in an argument is replaced by the worker's index. Every worker also finds
    /// KAMISAMA_WORKER_INDEX, KAMISAMA_INCARNATION and KAMISAMA_POOL in its environment.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the workers are a C# delegate, which only <see cref="WorkerPool.RunAsync(WorkerPoolOptions, Func{WorkerContext, CancellationToken, Task}, Action{SupervisionEvent}, Func{CancellationToken, Task{WorkerPoolOptions}}, Action{IWorkerPool})"/> can run.</value>
    public ProcessSpec? Command { get; init; }

    // Not GetValueOrDefault: a generic method over a type of ours is not compiled ahead.
    internal ExitRule? RuleFor(ExitClass exitClass) => ExitRules.TryGetValue(exitClass, out ExitRule? rule) ? rule : null;
}
