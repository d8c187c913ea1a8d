namespace Kamisama.Model.Tests;

/// <summary>What a pool does, by the documents alone: slots, decisions, replacements. No actor, no message, none of the pool's own types of decision.</summary>
internal sealed partial class ReferenceModel(WorkerPoolOptions o)
{
    private readonly Dictionary<int, Life> _next = [];
    private readonly Dictionary<(ExitClass? Class, int Index), List<TimeSpan>> _windows = [];
    private readonly List<Job> _pending = [], _active = [];
    private TimeSpan _nextStart;
    private bool _anyRan, _stopRequested, _rollingFollows, _masterFailed;
    private int _failed, _lastSuccessor, _lastJob, _lastOver;
    private string? _outcome;
    private StopMode? _mode;
    private Rolling? _rolling;
    private (Place? Place, int Step) _lastAsked, _lastGone, _lastDied;
    private (Place? Place, int Step, bool Asked) _lastEnd;

    public ModelTime Time { get; } = new();
    public List<Place> Places { get; } = [];
    public List<ModelProcess> Alive { get; } = [];
    public List<string> Told { get; } = [];
    public bool IsStopping { get; private set; }
    public string? Over { get; private set; }
    public int Wanted => Places.Count(p => p.IsWanted);
    public int Respawns => o.RespawnLimit is null ? 0 : _windows.Where(w => w.Key.Class is null).Sum(w => w.Value.Count(t => Now - t < o.RespawnInterval));

    /// <summary>Two things came at the same moment, the documents leave open which is first, and it matters. What follows is not compared.</summary>
    public bool IsUndecided { get; private set; }
    private TimeSpan Now => Time.Now;

    // ---- requests ----
    public void Start() => Time.Do(() => { for (int i = 0; i < o.Instances; i++) AddWorker(); });
    public void SetNext(int index, Life life) => _next[index] = life;
    public ModelProcess? ProcessAt(int index) => Alive.LastOrDefault(q => q.Index == index);
    public void TellExit(int index) => Time.Do(() => Places.Find(p => p.Index == index)?.Process?.TellExit());

    public void StartNow() => Time.Do(() => Places.FindAll(p => p.IsWaiting).ForEach(p => Time.Later(() => Spawn(p))));

    public void ScaleTo(Func<int, int> to) => Time.Do(() =>
    {
        if (Wanted == 0) return;
        int target = Math.Max(1, to(Wanted));
        while (Wanted < target) AddWorker();
        List<Place> victims = [.. Places.Where(p => p.IsWanted).OrderBy(p => !p.IsWaiting).ThenBy(p => p.StartedAt).ThenBy(p => p.Index).Take(Wanted - target)];
        victims.ForEach(victim => StopPlace(victim, WorkerEndCause.Retired));
        foreach (Place victim in victims)
        {
            if (_active.Find(j => !j.HandedOver && j.Old == victim) is { } job) { Finish(job); NotNeeded(job, victim); }
            Pump();
        }
    });

    public void RollingRestart() => Time.Do(BeginRolling);

    public void Stop(StopMode mode, int? signal) => Time.Do(() =>
    {
        (bool before, _stopRequested) = (_stopRequested, true);
        StopMode next = _mode is not { } now || signal is null ? mode : !before ? now : now == StopMode.Drain ? StopMode.Graceful : StopMode.Immediate;
        if (_mode is not null && ((signal is not null && mode == StopMode.Drain) || next <= _mode)) return;
        if (_mode is null) _outcome ??= "stopped";
        if (next == StopMode.Immediate && _outcome == "stopped") _outcome = "stopped by force";
        BeginStop(next);
    });

    /// <summary>An actor's own code failed: nothing is lost, but what it waits for or looks at is begun anew.</summary>
    public void Fault(int index) => Time.Do(() =>
    {
        _masterFailed |= index == 0;
        foreach (Place p in Places.Where(p => index == 0 || p.Index == index).ToList())
        {
            if (p.Phase is { } phase) Take(p, phase);
            else if (p.State == WorkerState.Running) Watch(p);
            else { p.Checks = [.. p.Checks.Where(Time.Cancel).ToList().Select(Again)]; if (Time.Cancel(p.Wait)) p.Wait = Again(p.Wait!); }
        }
    });

    // ---- workers ----
    private Place AddWorker(bool successor = false)
    {
        int index = Enumerable.Range(1, int.MaxValue - 1).First(i => Places.All(p => p.Index != i));
        TimeSpan wait = successor || _nextStart < Now ? TimeSpan.Zero : _nextStart - Now;
        (_nextStart, _lastSuccessor) = successor ? (_nextStart, Time.Step) : (Now + wait + o.StartStagger, _lastSuccessor);
        var place = new Place { Index = index, Successor = successor, StartedAt = Now, State = wait > TimeSpan.Zero ? WorkerState.Waiting : WorkerState.Starting };
        Places.Add(place);
        Places.Sort((a, b) => a.Index - b.Index);
        SpawnAfter(place, wait);
        return place;
    }

    private void SpawnAfter(Place p, TimeSpan wait)
    {
        if (wait > TimeSpan.Zero) p.Wait = Time.At(Now + wait, () => Spawn(p));
        else Time.Later(() => Spawn(p));
    }

    private void Spawn(Place p)
    {
        if (p.Process is not null || !Places.Contains(p) || IsStopping) return;
        Time.Cancel(p.Wait);
        if (p.IsWaiting) (p.State, p.StartedAt) = (WorkerState.Starting, Now);
        p.Process = new ModelProcess(this, p, _next.Remove(p.Index, out Life? other) ? other : Life.Ordinary);
        if (o.StartTimeout is { } timeout) p.Checks.Add(Time.At(Now + timeout, () => { if (p.ReadyAt is null) TimeOut(p, WorkerEndCause.StartTimeout); }));
        p.Process.Start();
    }

    public void Ran(Place p, ModelProcess q)
    {
        _anyRan = true;
        if (p.Process != q || p.Phase is not null) return;
        if (o.Readiness is null) Ready(p);
        else if (o.Readiness is Readiness.AfterUptime up) p.Checks.Add(Time.At(Now + up.Uptime, () => Ready(p)));
    }

    public void SaidReady(Place p, ModelProcess q) { IsUndecided |= p.Successor && _lastOver == Time.Step; if (p.Process == q && p.Phase is null && o.Readiness is Readiness.Notified) Ready(p); }

    public void CouldNotStart(Place p, ProcessStartError error)
    {
        Time.Cancel(p.Checks);
        if (!error.IsTransient || p.Phase is not null || p.State == WorkerState.Restarting) { Time.Later(() => Died(p, new ProcessExit.NotStarted(error), TimeSpan.Zero)); return; }
        (p.Process, p.State) = (null, WorkerState.Waiting);
        SpawnAfter(p, TimeSpan.FromSeconds(Math.Min(0.1 * Math.Pow(2, p.FailedStarts++), 5)));
    }

    private void Ready(Place p)
    {
        if (p.State != WorkerState.Starting || p.Process?.RanAt is null) return;
        (p.State, p.ReadyAt) = (WorkerState.Running, Now);
        Watch(p);
        if (_active.Find(j => !j.HandedOver && (j.Successor == p || (j.Successor is null && j.Old == p && p.Incarnation > j.OldIncarnation))) is not { } job) return;
        if (job.Successor is null) { Finish(job); Pump(); return; }
        (job.HandedOver, p.Successor, _lastJob) = (true, false, Time.Step);
        if (Places.Contains(job.Old) && job.IsAboutNow) StopPlace(job.Old, job.Cause);
    }

    // ---- health ----
    private void Watch(Place p)
    {
        Time.Cancel(p.Checks);
        if (o.WatchdogTimeout is { } silent) Look(p, p.Process!.LastBeat(p.ReadyAt!.Value) + silent, () => Beat(p));
        if (o.MemoryLimit is { } memory) { p.Samples.Clear(); Look(p, Now + memory.Interval, () => Sample(p)); }
        if (o.MaxAge is { } age) Look(p, p.Process!.RanAt!.Value + age, () => Old(p, age));
        if (o.MaxUptime is { } up) Look(p, p.ReadyAt!.Value + up, () => Old(p, up));
    }

    private void Look(Place p, TimeSpan due, Action check) => p.Checks.Add(Time.At(due > Now ? due : Now, check));

    private void Beat(Place p)
    {
        TimeSpan due = p.Process!.LastBeat(p.ReadyAt!.Value) + o.WatchdogTimeout!.Value;
        if (due <= Now) TimeOut(p, WorkerEndCause.Watchdog);
        else Look(p, due, () => Beat(p));
    }

    private void Sample(Place p)
    {
        p.Samples.Add(p.Process!.IsAlive && p.Process.Memory > o.MemoryLimit!.Bytes);
        if (p.Samples.TakeLast(o.MemoryLimit!.Of).Count(bad => bad) >= o.MemoryLimit.Samples) { p.Samples.Clear(); AskToReplace(p, WorkerEndCause.Memory); }
        if (p.Phase is null && p.Process is not null) Look(p, Now + o.MemoryLimit.Interval, () => Sample(p));
    }

    private void Old(Place p, TimeSpan limit)
    {
        AskToReplace(p, WorkerEndCause.Age);
        if (p.Phase is null) Look(p, Now + (limit / 10), () => Old(p, limit)); // As long as it is not replaced, now and then again.
    }

    private void TimeOut(Place p, WorkerEndCause cause)
    {
        if (p.Phase is not null) return;
        (p.State, p.Cause) = (WorkerState.Restarting, cause);
        EndWorker(p, false, o.GracePeriod ?? TimeSpan.FromSeconds(10), o.GracePeriod == TimeSpan.Zero);
    }

    // ---- the end of a worker ----
    private void StopPlace(Place p, WorkerEndCause cause)
    {
        if (p.State != WorkerState.Stopping) (p.State, p.Cause) = (WorkerState.Stopping, cause);
        StopMode mode = _mode ?? StopMode.Graceful;
        Time.Later(() => EndWorker(p, o.QuietSignal is not null, mode == StopMode.Drain ? null : o.GracePeriod, mode == StopMode.Immediate));
    }

    private void EndWorker(Place p, bool quiet, TimeSpan? grace, bool kill)
    {
        if (!Places.Contains(p) || p.Phase == Phase.Killed) return;
        if (p.Process is null) { Time.Cancel(p.Wait); Time.Later(() => Gone(p)); return; }
        p.Grace = p.Phase is not null && p.Grace is { } limit && !(grace <= limit) ? limit : grace; // Never less urgent than it was.
        if (p.Phase is null) { Time.Cancel(p.Checks); Take(p, kill ? Phase.Killed : quiet ? Phase.Quieted : Phase.Asked); }
        else if (kill) Take(p, Phase.Killed);
        else Arm(p);
    }

    private void Take(Place p, Phase phase)
    {
        p.Phase = phase;
        Arm(p);
        p.Process?.SendSignal(phase switch { Phase.Quieted => o.QuietSignal!.Value, Phase.Asked => o.StopSignal, _ => 9 });
        if (p.Process is { } still) Changed(p, still);
    }

    private void Arm(Place p)
    {
        Time.Cancel(p.Wait);
        TimeSpan? wait = p.Phase switch { Phase.Quieted => o.QuietPeriod, Phase.Asked => p.Grace == TimeSpan.Zero ? null : p.Grace, _ => o.KillDelay };
        if (wait is { } time) p.Wait = Time.At(Now + time, () => { p.GraceElapsed |= p.Phase == Phase.Asked; if (p.Phase == Phase.Killed) Abandon(p); else Take(p, p.Phase!.Value + 1); });
    }

    private void Abandon(Place p)
    {
        p.Process = null;
        if (p.State == WorkerState.Restarting) Time.Later(() => Died(p, new ProcessExit.Unknown(), Now - p.StartedAt));
        else Time.Later(() => Gone(p));
    }

    public void Ended(Place p, ModelProcess q)
    {
        if (p.Process == q && p.Phase is null) { q.SendSignal(o.StopSignal); Time.Later(() => { if (p.Process == q) Died(p, q.Exit!, Now - q.RanAt!.Value); }); }
        else Changed(p, q);
    }

    /// <summary>A worker that was to end is gone when its process and its group are.</summary>
    public void Changed(Place p, ModelProcess q)
    {
        if (q.IsTold && !q.HasChildren && p.Process == q && p.Phase is not null) Time.Later(() => { if (p.Process == q) Died(p, q.Exit!, Now - q.RanAt!.Value); });
    }

    private ModelTime.Timer Again(ModelTime.Timer timer) => Time.At(timer.Due, timer.What);
}
