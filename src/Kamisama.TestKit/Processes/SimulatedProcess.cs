using Kamisama.Processes;

namespace Kamisama.TestKit;

/// <summary>One simulated process: what its script makes of it, and what a test does to it.</summary>
/// <remarks>
/// <code>
/// Starting ──▶ Running ──▶ Ended ── its master is told ─▶ Told ── no child is left in its group ─▶ Gone
///    └──────── a signal ─────▲
///    └── could not be started ─▶ Gone
/// </code>
/// </remarks>
public sealed partial class SimulatedProcess : IProcessHandle
{
    private readonly SimulatedProcessHost _host;
    private readonly List<ITimer> _timers = new(capacity: 1);
    private ProcessStartError? _refusal;
    private ProcessExit? _exit;
    private Phase _phase = Phase.Starting;
    private bool _hasChildren;
    private bool _isStopping;

    internal SimulatedProcess(SimulatedProcessHost host, SimulatedStart start, ProcessScript script)
    {
        _host = host;
        Start = start;
        Script = script;
        _started = new Announcement<ProcessIdentity>(Gate);
        _exited = new Announcement<ProcessExit>(Gate);
        _hasChildren = script.ChildrenOutliveItBy != TimeSpan.Zero;
    }

    private enum Phase
    {
        Starting,
        Running,
        Ended,
        Told,
        Gone,
    }

    /// <summary>What it was started with.</summary>
    public SimulatedStart Start { get; }

    /// <summary>How it behaves.</summary>
    public ProcessScript Script { get; }

    /// <summary>Which worker and incarnation it is.</summary>
    public WorkerId Worker => Start.Worker;

    /// <summary>Its pid; 0 when it never came to be.</summary>
    public int Pid { get; internal set; }

    /// <summary>Whether it has not ended; also while it is being started.</summary>
    public bool IsAlive => _phase is Phase.Starting or Phase.Running;

    /// <summary>How long its program has been running, or ran.</summary>
    public TimeSpan Uptime => RanAt is { } ran ? Time.GetElapsedTime(ran, EndedAt ?? Time.GetTimestamp()) : TimeSpan.Zero;

    /// <summary>How it ended; <see langword="null"/>: it has not. Its master may learn of it later.</summary>
    public ProcessExit? Exit => _exit;

    /// <summary>Its place among those of its host.</summary>
    internal LinkedListNode<SimulatedProcess>? Place { get; set; }

    /// <summary>Whether it has ended, its master was told, and no process of its group is left.</summary>
    internal bool IsGone => _phase == Phase.Gone;

    internal bool HasRun => RanAt is not null;

    private long? RanAt { get; set; }

    private long? EndedAt { get; set; }

    private TimeProvider Time => _host.Time;

    private Lock Gate => _host.Gate;

    /// <inheritdoc/>
    public override string ToString() => Worker.Index > 0 ? $"{Worker} (pid {Pid})" : $"pid {Pid}";

    internal void RefuseWith(ProcessStartError? error) => _refusal = error;

    internal void Begin()
    {
        if (_refusal is { } error)
        {
            CouldNotStart(error);
        }
        else
        {
            After(Script.StartTakes, static self => self.Started_());
        }
    }

    private void Started_()
    {
        if (Script.StartError is { } error)
        {
            FailStart(error);
        }
        else
        {
            FinishStart();
        }
    }

    private void Run()
    {
        TellStarted();
        After(Script.ReadyAfter, static self => self.SayReady());
        After(Script.RunFor, static self => self.End(self.Script.Exit));
    }

    /// <summary>It ends now. The start of one that is still being started counts as done: it was there.</summary>
    private void End(ProcessExit exit)
    {
        bool wasStarting;
        lock (Gate)
        {
            if (!IsAlive)
            {
                return;
            }

            wasStarting = _phase == Phase.Starting;
            _phase = Phase.Ended;
            _exit = exit;
            EndedAt = Time.GetTimestamp();
            RanAt ??= EndedAt;
            ForgetTimers();
        }

        _host.NoteEnd(this);
        if (wasStarting)
        {
            TellStarted();
        }

        After(_hasChildren ? Script.ChildrenOutliveItBy : null, static self => self.EndChildren());
        After(Script.ExitToldAfter, static self => self.TellExit());
    }

    private void EndChildren()
    {
        lock (Gate)
        {
            _hasChildren = false;
        }

        LeaveIfGone();
    }

    private void LeaveIfGone()
    {
        lock (Gate)
        {
            if (_phase != Phase.Told || _hasChildren)
            {
                return;
            }

            _phase = Phase.Gone;
            ForgetTimers();
        }

        _host.FreePid(this);
        _groupGone?.Tell(Done);
    }

    /// <summary>At once when there is nothing to wait for; <see langword="null"/>: never.</summary>
    private void After(TimeSpan? delay, Action<SimulatedProcess> what)
    {
        if (delay is not { } wait)
        {
            return;
        }

        if (wait <= TimeSpan.Zero)
        {
            what(this);
            return;
        }

        lock (Gate)
        {
            _timers.Add(Time.CreateTimer(_ => what(this), null, wait, Timeout.InfiniteTimeSpan));
        }
    }

    private void ForgetTimers()
    {
        foreach (ITimer timer in _timers)
        {
            timer.Dispose();
        }

        _timers.Clear();
    }
}
