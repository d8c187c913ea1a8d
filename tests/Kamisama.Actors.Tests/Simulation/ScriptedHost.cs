using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Simulation;

/// <summary>Processes that exist in memory only and end when a test says so, or when a signal does.</summary>
internal sealed class ScriptedHost : IProcessHost, IProber
{
    private readonly Lock _lock = new();
    private readonly List<ScriptedProcess> _processes = [];

    /// <summary>Why a start fails; <see langword="null"/>: it does not. Default: none does.</summary>
    public Func<ScriptedProcess, ProcessStartError?> StartError { get; set; } = _ => null;

    /// <summary>Called for each process that was started, before the start is told to anybody.</summary>
    public Action<ScriptedProcess> OnStart { get; set; } = _ => { };

    /// <summary>Why a probe fails; <see langword="null"/>: it is passed. Default: all are.</summary>
    public Func<ScriptedProcess, string?> ProbeFailure { get; set; } = _ => null;

    public async Task<string?> ProbeAsync(Probe probe, WorkerId worker, int pid, CancellationToken cancellationToken)
    {
        ScriptedProcess asked = All.Single(process => process.Pid == pid);
        await asked.Answer.ConfigureAwait(false);
        return ProbeFailure(asked);
    }

    /// <summary>Every process that ever ran, in the order of their starts.</summary>
    public IReadOnlyList<ScriptedProcess> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _processes];
            }
        }
    }

    public IReadOnlyList<ScriptedProcess> Alive => [.. All.Where(process => !process.HasExited)];

    public ScriptedProcess At(int index) => Alive.Single(process => process.Index == index);

    public IProcessHandle Start(ProcessSpec spec, CancellationToken cancellationToken = default)
    {
        ScriptedProcess process;
        lock (_lock)
        {
            process = new ScriptedProcess(spec, 1000 + _processes.Count);
            if (cancellationToken.IsCancellationRequested)
            {
                process.FailStart(new ProcessStartError(ProcessStartStage.Prepare, 125, ""));
                return process;
            }

            if (StartError(process) is { } error)
            {
                process.FailStart(error);
                return process;
            }

            _processes.Add(process);
        }

        OnStart(process);
        process.Run();
        return process;
    }
}

/// <summary>One process of a <see cref="ScriptedHost"/>.</summary>
internal sealed class ScriptedProcess(ProcessSpec spec, int pid) : IProcessHandle
{
    private readonly TaskCompletionSource<ProcessIdentity> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ProcessExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _signals = [];

    public ProcessSpec Spec { get; } = spec;

    public int Pid { get; } = pid;

    public string Pool { get; } = spec.Environment[WorkerEnvironment.Pool]!;

    public int Index { get; } = int.Parse(spec.Environment[WorkerEnvironment.Index]!);

    public int Incarnation { get; } = int.Parse(spec.Environment[WorkerEnvironment.Incarnation]!);

    /// <summary>Signals that it does not die of. Default: none, and KILL and CONT have their usual meaning.</summary>
    public HashSet<int> Ignores { get; } = [];

    public bool HasExited => _exited.Task.IsCompleted;

    public Task<ProcessIdentity> Started => _started.Task;

    public Task<ProcessExit> Exited => _exited.Task;

    /// <summary>The signals that reached it while it was alive.</summary>
    public IReadOnlyList<int> Signals
    {
        get
        {
            lock (_signals)
            {
                return [.. _signals];
            }
        }
    }

    public void Run() => _started.TrySetResult(new ProcessIdentity(Pid, Pid));

    public void FailStart(ProcessStartError error)
    {
        _started.TrySetException(new ProcessStartException(error));
        _exited.TrySetResult(new ProcessExit.NotStarted(error));
    }

    public void Exit(int code) => _exited.TrySetResult(new ProcessExit.Code(code));

    public SignalOutcome Signal(int signal, SignalTarget target = SignalTarget.Process)
    {
        if (HasExited)
        {
            return SignalOutcome.Gone;
        }

        lock (_signals)
        {
            _signals.Add(signal);
        }

        const int sigCont = 18;
        if (signal != sigCont && !Ignores.Contains(signal))
        {
            _exited.TrySetResult(new ProcessExit.Signalled(signal, false));
        }

        return SignalOutcome.Sent;
    }

    public Task WhenGroupGoneAsync() => Exited;

    public Task Ready => _ready.Task;

    public long? LastHeartbeat { get; set; }

    /// <summary>Its memory in bytes.</summary>
    public long? Memory { get; set; }

    /// <summary>What a probe or a measurement of it waits for. Default: nothing.</summary>
    public Task Answer { get; set; } = Task.CompletedTask;

    /// <summary>Called by whoever asks for its status line, in his turn.</summary>
    public Action OnStatusAsked { get; set; } = () => { };

    public string? StatusText
    {
        get
        {
            OnStatusAsked();
            return null;
        }
    }

    public IReadOnlyList<string> LastErrorLines => [];

    public async ValueTask<long?> MeasureMemoryAsync(MemoryMeasure measure)
    {
        await Answer.ConfigureAwait(false);
        return Memory;
    }

    public void SayReady() => _ready.TrySetResult();
}
