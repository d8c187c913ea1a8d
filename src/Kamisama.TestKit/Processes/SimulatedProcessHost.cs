using System.Globalization;
using Kamisama.Processes;

namespace Kamisama.TestKit;

/// <summary>Processes that exist in memory only, and behave as their scripts say. Give it to <see cref="WorkerPool.Start"/>.</summary>
/// <remarks>
/// For tests of your own actors with the clock of your TestKit. A whole pool in virtual time, with its events and its rules
/// checked, is <see cref="PoolSimulation"/>. Safe to call from any thread; what a process tells goes on on the thread that made it tell.
/// </remarks>
public sealed partial class SimulatedProcessHost : IProcessHost, IProber
{
    private const int EAgain = 11;
    private const int ECanceled = 125;

    private readonly Lock _lock = new();
    private readonly ProcessHistory _history = new();
    private readonly Dictionary<int, SimulatedProcess> _byPid = [];
    private readonly Dictionary<int, SimulatedProcess> _aliveByIndex = [];
    private readonly Dictionary<int, Random> _chance = [];
    private readonly long _begin;
    private readonly int _seed;
    private int _lastPid;

    /// <summary>A host without processes.</summary>
    /// <param name="timeProvider">The clock of the scripts. Default: the system's.</param>
    /// <param name="seed">What <see cref="SimulatedStart.Random"/> is drawn from.</param>
    public SimulatedProcessHost(TimeProvider? timeProvider = null, int seed = 42)
    {
        Time = timeProvider ?? TimeProvider.System;
        _begin = Time.GetTimestamp();
        _seed = seed;
    }

    /// <summary>Called at each start: how the process behaves. It must not call the host.</summary>
    /// <value>The default gives each process a default <see cref="ProcessScript"/>.</value>
    public Func<SimulatedStart, ProcessScript> Script { get; set; } = static _ => ProcessScript.Default;

    /// <summary>The lowest pid; after the highest they begin anew, and one is given again as soon as its process and group are gone.</summary>
    /// <value>The default is 1000.</value>
    public int FirstPid { get; set; } = 1000;

    /// <summary>The highest pid. When all are taken, a start fails with EAGAIN.</summary>
    /// <value>The default is 4194303, as on a 64-bit Linux.</value>
    public int LastPid { get; set; } = 4_194_303;

    /// <summary>How many ended processes <see cref="Processes"/> remembers.</summary>
    /// <value>The default is 1,000.</value>
    public int EndedRemembered { get; set; } = 1_000;

    /// <summary>How many starts were asked for, those that failed included.</summary>
    public int Starts { get; private set; }

    /// <summary>How many processes have not ended.</summary>
    public int AliveCount { get; private set; }

    /// <summary>Every process that came to be, in the order of their starts: all that have not ended, and the last of those that have.</summary>
    public IReadOnlyList<SimulatedProcess> Processes
    {
        get
        {
            lock (_lock)
            {
                return [.. _history.All];
            }
        }
    }

    /// <summary>The processes that have not ended, in the order of their starts.</summary>
    public IReadOnlyList<SimulatedProcess> Alive => [.. Processes.Where(process => process.IsAlive)];

    internal TimeProvider Time { get; }

    /// <summary>Told of each process that comes to be, and of each that ends, in the middle of it.</summary>
    internal Action<SimulatedProcess>? OnStart { get; set; }

    internal Action<SimulatedProcess>? OnEnd { get; set; }

    internal Action<SimulatedProcess>? OnExitTold { get; set; }

    internal Lock Gate => _lock;

    private TimeSpan Now => Time.GetElapsedTime(_begin);

    /// <summary>The process of a worker that has not ended; of two, the one that was started last.</summary>
    /// <param name="index">The worker's index, from 1.</param>
    /// <exception cref="InvalidOperationException">The worker has none at this moment.</exception>
    public SimulatedProcess Worker(int index)
    {
        lock (_lock)
        {
            return _aliveByIndex.GetValueOrDefault(index) ?? throw new InvalidOperationException(
                $"Worker {index} has no process at +{Now}: it has ended, waits for its start, or never was. Alive: {string.Join(", ", Alive.Select(process => process.ToString()))}.");
        }
    }

    /// <inheritdoc/>
    public IProcessHandle Start(ProcessSpec spec, CancellationToken cancellationToken = default)
    {
        SpecCheck.ThrowIfInvalid(spec);
        SimulatedProcess process;
        bool exists;
        lock (_lock)
        {
            SimulatedStart start = NextStart(spec);
            process = new SimulatedProcess(this, start, cancellationToken.IsCancellationRequested ? ProcessScript.Default : Script(start));
            exists = TryBring(process, cancellationToken, out ProcessStartError? error);
            process.RefuseWith(error);
        }

        if (exists)
        {
            OnStart?.Invoke(process);
        }

        process.Begin();
        return process;
    }

    internal void NoteEnd(SimulatedProcess process)
    {
        lock (_lock)
        {
            AliveCount--;
            _history.Ended(process, EndedRemembered);
            if (ReferenceEquals(_aliveByIndex.GetValueOrDefault(process.Worker.Index), process))
            {
                _aliveByIndex.Remove(process.Worker.Index);
            }
        }

        OnEnd?.Invoke(process);
    }

    /// <summary>The process and its group are gone: the pid may be given again.</summary>
    internal void FreePid(SimulatedProcess process)
    {
        lock (_lock)
        {
            _byPid.Remove(process.Pid);
        }
    }

    private bool TryBring(SimulatedProcess process, CancellationToken cancellation, out ProcessStartError? error)
    {
        error = cancellation.IsCancellationRequested ? new ProcessStartError(ProcessStartStage.Prepare, ECanceled, "")
            : process.Script.StartTakes == TimeSpan.Zero ? process.Script.StartError
            : null;
        if (error is null && !TryTakePid(process))
        {
            error = new ProcessStartError(ProcessStartStage.Spawn, EAgain, "");
        }

        if (error is not null)
        {
            return false;
        }

        AliveCount++;
        _history.Add(process);
        _aliveByIndex[process.Worker.Index] = process;
        return true;
    }

    private bool TryTakePid(SimulatedProcess process)
    {
        for (int tries = LastPid - FirstPid; tries >= 0; tries--)
        {
            _lastPid = _lastPid < FirstPid || _lastPid >= LastPid ? FirstPid : _lastPid + 1;
            if (_byPid.TryAdd(_lastPid, process))
            {
                process.Pid = _lastPid;
                return true;
            }
        }

        return false;
    }

    private SimulatedStart NextStart(ProcessSpec spec)
    {
        var worker = new WorkerId(NumberIn(spec, WorkerEnvironment.Index), NumberIn(spec, WorkerEnvironment.Incarnation));
        if (!_chance.TryGetValue(worker.Index, out Random? random))
        {
            // A stream for each index, so that one worker more or less leaves the lives of the others as they were.
            _chance[worker.Index] = random = new Random(unchecked((_seed * 1_000_003) ^ worker.Index));
        }

        return new SimulatedStart(++Starts, worker, spec, Now, random);
    }

    private static int NumberIn(ProcessSpec spec, string variable) =>
        spec.Environment.GetValueOrDefault(variable) is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
