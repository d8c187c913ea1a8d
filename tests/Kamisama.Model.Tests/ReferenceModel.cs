namespace Kamisama.Model.Tests;

/// <summary>What a pool does, by the documents alone: slots, processes, decisions. No actor, no message, none of the pool's own types of decision.</summary>
internal sealed class ReferenceModel
{
    private const int Term = 15, Kill = 9;
    private readonly WorkerPoolOptions _o;
    private readonly List<Timer> _timers = [];
    private readonly Queue<Action> _later = new();
    private readonly Dictionary<int, Life> _next = [];
    private readonly Dictionary<(ExitClass?, int), List<TimeSpan>> _windows = [];
    private readonly List<Job> _pending = [], _active = [];
    private TimeSpan _nextStart;
    private bool _anyRan, _stopRequested, _rollingFollows;
    private int _failed;
    private string? _outcome;
    private StopMode? _mode;
    private Rolling? _rolling;

    public ReferenceModel(WorkerPoolOptions options) => _o = options;

    public TimeSpan Now { get; private set; }
    public List<Place> Places { get; } = [];
    public List<Proc> Alive { get; } = [];
    public List<string> Told { get; } = [];
    public bool IsStopping { get; private set; }
    public string? Over { get; private set; }
    public int Wanted => Places.Count(p => p is { State: not WorkerState.Stopping, Successor: false });
    public int Respawns => _o.RespawnLimit is null ? 0 : _windows.Where(w => w.Key.Item1 is null).Sum(w => w.Value.Count(t => Now - t < _o.RespawnInterval));

    /// <summary>Two workers asked to be replaced at the same moment. Which one is first is left open by the documents; what follows is not compared.</summary>
    public bool IsUndecided { get; private set; }

    private (Place? Place, TimeSpan At) _lastAsked;

    public string Waits => string.Join(' ', _timers.Select(t => t.Due - Now).Order());

    public void Start() => Do(() => { for (int i = 0; i < _o.Instances; i++) AddWorker(); });
    public void SetNext(int index, Life life) => _next[index] = life;
    public Proc? ProcAt(int index) => Alive.LastOrDefault(q => q.Index == index);

    public void Advance(TimeSpan time)
    {
        TimeSpan end = Now + time;
        while (_timers.Where(t => t.Due <= end).MinBy(t => (t.Due, t.Number)) is { } timer)
        {
            _timers.Remove(timer);
            Now = timer.Due;
            Do(timer.What);
        }

        Now = end;
    }

    // ---- requests ----
    public void Exit(int index, ProcessExit how) => Do(() => { if (ProcAt(index) is { } q) End(q, how); });
    public void TellExit(int index) => Do(() => { if (Places.Find(p => p.Index == index)?.Proc is { IsAlive: false } q) Tell(q); });
    public void FinishStart(int index) => Do(() => { if (ProcAt(index) is { HasRun: false } q) Run(q); });
    public void SayReady(int index) => Do(() => { if (ProcAt(index) is { HasRun: true } q) Say(q); });

    public void StartNow() => Do(() =>
    {
        foreach (Place p in Places.Where(p => p.State is WorkerState.Waiting or WorkerState.BackingOff).ToList()) Later(() => Spawn(p));
    });

    public void ScaleTo(Func<int, int> to) => Do(() =>
    {
        if (Wanted == 0) return;
        int target = Math.Max(1, to(Wanted));
        while (Wanted < target) AddWorker();
        var victims = Places.Where(p => p is { State: not WorkerState.Stopping, Successor: false })
            .OrderBy(p => p.State is WorkerState.Waiting or WorkerState.BackingOff ? 0 : 1).ThenBy(p => p.StartedAt).ThenBy(p => p.Index).Take(Wanted - target).ToList();
        victims.ForEach(victim => StopPlace(victim, WorkerEndCause.Retired));
        foreach (Place victim in victims)
        {
            if (_active.Find(j => !j.HandedOver && j.Old == victim) is { } job) { _active.Remove(job); Done(job); NotNeeded(job, victim); }
            Pump();
        }
    });

    public void RollingRestart() => Do(BeginRolling);

    public void Stop(StopMode mode, int? signal) => Do(() =>
    {
        bool before = _stopRequested;
        _stopRequested = true;
        if (_mode is not { } current)
        {
            _outcome ??= mode == StopMode.Immediate ? "stopped by force" : "stopped";
            BeginStop(mode);
            return;
        }

        StopMode next = signal is null || mode == StopMode.Drain ? mode : !before ? current : current == StopMode.Drain ? StopMode.Graceful : StopMode.Immediate;
        if (signal is not null && mode == StopMode.Drain) return;
        if (next <= current) return;
        if (next == StopMode.Immediate && _outcome == "stopped") _outcome = "stopped by force";
        BeginStop(next);
    });

    /// <summary>An actor's own code failed: nothing is lost, but what it waits for or looks at is begun anew.</summary>
    public void Fault(int index) => Do(() =>
    {
        foreach (Place p in Places.Where(p => index == 0 || p.Index == index).ToList())
        {
            if (p.Phase is { } phase) Take(p, phase);
            else if (p.State == WorkerState.Running) Watch(p);
            else p.Rearm(t => At(t.Due, t.What), _timers);
        }
    });

    // ---- workers ----
    private Place AddWorker(bool successor = false)
    {
        int index = Enumerable.Range(1, int.MaxValue - 1).First(i => Places.All(p => p.Index != i));
        TimeSpan wait = successor || _nextStart < Now ? TimeSpan.Zero : _nextStart - Now;
        if (!successor) _nextStart = Now + wait + _o.StartStagger;
        var place = new Place { Index = index, Successor = successor, StartedAt = Now, State = wait > TimeSpan.Zero ? WorkerState.Waiting : WorkerState.Starting };
        Places.Add(place);
        Places.Sort((a, b) => a.Index - b.Index);
        if (wait > TimeSpan.Zero) place.Wait = At(Now + wait, () => Spawn(place));
        else Later(() => Spawn(place));
        return place;
    }

    private void Spawn(Place p)
    {
        if (p.Proc is not null || !Places.Contains(p) || IsStopping) return;
        _timers.Remove(p.Wait!);
        if (p.State is WorkerState.Waiting or WorkerState.BackingOff) (p.State, p.StartedAt) = (WorkerState.Starting, Now);
        Life life = _next.Remove(p.Index, out Life? other) ? other : Life.Ordinary;
        var q = new Proc { Place = p, Index = p.Index, Inc = p.Inc, Life = life, HasChildren = life.Children > TimeSpan.Zero };
        p.Proc = q;
        if (life.Errno is null || life.StartTakes != TimeSpan.Zero) Alive.Add(q);
        if (_o.StartTimeout is { } timeout) p.Checks.Add(At(Now + timeout, () => { if (p.ReadyAt is null) TimeOut(p, WorkerEndCause.StartTimeout); }));
        After(q, life.StartTakes, () => { if (life.Errno is null) Run(q); else CouldNotStart(p, q); });
    }

    private void Run(Proc q)
    {
        (q.RanAt, q.IsAlive) = (Now, true);
        q.Forget(_timers);
        Ran(q);
        After(q, q.Life.ReadyAfter, () => Say(q));
        After(q, q.Life.RunFor, () => End(q, q.Life.Exit));
    }

    private void Ran(Proc q)
    {
        _anyRan = true;
        if (q.Place.Proc != q || q.Place.Phase is not null) return;
        if (_o.Readiness is null) Ready(q.Place);
        else if (_o.Readiness is Readiness.AfterUptime up) q.Place.Checks.Add(At(Now + up.Uptime, () => Ready(q.Place)));
    }

    private void Say(Proc q)
    {
        if (q.IsAlive && q.Place.Proc == q && q.Place.Phase is null && _o.Readiness is Readiness.Notified) Ready(q.Place);
    }

    private void CouldNotStart(Place p, Proc q)
    {
        q.IsAlive = false;
        Alive.Remove(q);
        p.Drop(_timers);
        if (q.Life.Error!.IsTransient && p.Phase is null)
        {
            p.Proc = null;
            p.State = WorkerState.Waiting;
            double wait = Math.Min(0.1 * Math.Pow(2, p.FailedStarts++), 5);
            p.Wait = At(Now + TimeSpan.FromSeconds(wait), () => Spawn(p));
            return;
        }

        Later(() => Died(p, new ProcessExit.NotStarted(q.Life.Error!), TimeSpan.Zero));
    }

    private void Ready(Place p)
    {
        if (p.State != WorkerState.Starting || p.Proc is not { HasRun: true }) return;
        (p.State, p.ReadyAt) = (WorkerState.Running, Now);
        Watch(p);
        if (_active.Find(j => !j.HandedOver && (j.Successor == p || (j.Successor is null && j.Old == p && p.Inc > j.OldInc))) is not { } job) return;
        if (job.Successor is null) { _active.Remove(job); Done(job); Pump(); return; }
        job.HandedOver = true;
        p.Successor = false;
        if (Places.Contains(job.Old) && job.Old.Inc == job.OldInc) StopPlace(job.Old, job.Cause);
    }

    // ---- health ----
    private void Watch(Place p)
    {
        p.Drop(_timers);
        Proc q = p.Proc!;
        if (_o.WatchdogTimeout is { } silent) Look(p, q.LastBeat(Now, p.ReadyAt!.Value) + silent, () => Beat(p));
        if (_o.MemoryLimit is { } memory) { p.Samples.Clear(); Look(p, Now + memory.Interval, () => Sample(p)); }
        if (_o.MaxAge is { } age) Look(p, q.RanAt!.Value + age, () => Old(p, age));
        if (_o.MaxUptime is { } up) Look(p, p.ReadyAt!.Value + up, () => Old(p, up));
    }

    private void Look(Place p, TimeSpan due, Action check) => p.Checks.Add(At(due > Now ? due : Now, check));

    private void Beat(Place p)
    {
        TimeSpan due = p.Proc!.LastBeat(Now, p.ReadyAt!.Value) + _o.WatchdogTimeout!.Value;
        if (due <= Now) TimeOut(p, WorkerEndCause.Watchdog);
        else Look(p, due, () => Beat(p));
    }

    private void Sample(Place p)
    {
        p.Samples.Add(p.Proc!.IsAlive && p.Proc.Memory > _o.MemoryLimit!.Bytes);
        if (p.Samples.TakeLast(_o.MemoryLimit!.Of).Count(bad => bad) >= _o.MemoryLimit.Samples) { p.Samples.Clear(); AskToReplace(p, WorkerEndCause.Memory); }
        if (p.Phase is null && p.Proc is not null) Look(p, Now + _o.MemoryLimit.Interval, () => Sample(p));
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
        EndWorker(p, false, _o.GracePeriod ?? TimeSpan.FromSeconds(10), _o.GracePeriod == TimeSpan.Zero);
    }

    // ---- the end of a worker ----
    private void StopPlace(Place p, WorkerEndCause cause)
    {
        if (p.State != WorkerState.Stopping) (p.State, p.Cause) = (WorkerState.Stopping, cause);
        StopMode mode = _mode ?? StopMode.Graceful;
        Later(() => EndWorker(p, _o.QuietSignal is not null, mode == StopMode.Drain ? null : _o.GracePeriod, mode == StopMode.Immediate));
    }

    private void EndWorker(Place p, bool quiet, TimeSpan? grace, bool kill)
    {
        if (!Places.Contains(p) || p.Phase == Phase.Killed) return;
        if (p.Proc is null) { _timers.Remove(p.Wait!); Later(() => Gone(p)); return; }
        p.Grace = grace;
        if (p.Phase is null) { p.Drop(_timers); Take(p, kill ? Phase.Killed : quiet ? Phase.Quieted : Phase.Asked); }
        else if (kill) Take(p, Phase.Killed);
        else Arm(p);
    }

    private void Take(Place p, Phase phase)
    {
        p.Phase = phase;
        Arm(p);
        if (p.Proc is { } q) Signal(q, phase switch { Phase.Quieted => _o.QuietSignal!.Value, Phase.Asked => Term, _ => Kill });
        if (p.Proc is { } still) CheckGone(still);
    }

    private void Arm(Place p)
    {
        _timers.Remove(p.Wait!);
        TimeSpan? wait = p.Phase switch { Phase.Quieted => _o.QuietPeriod, Phase.Asked => p.Grace == TimeSpan.Zero ? null : p.Grace, _ => _o.KillDelay };
        if (wait is { } time) p.Wait = At(Now + time, () => { p.GraceElapsed |= p.Phase == Phase.Asked; if (p.Phase == Phase.Killed) Abandon(p); else Take(p, p.Phase!.Value + 1); });
    }

    private void Abandon(Place p)
    {
        p.Proc = null;
        if (p.State == WorkerState.Restarting) Later(() => Died(p, new ProcessExit.Unknown(), Now - p.StartedAt));
        else Later(() => Gone(p));
    }

    private void Signal(Proc q, int signal)
    {
        if (q.IsAlive) q.Signals.Add(signal);
        if (signal != Schedule.QuietSignal) q.HasChildren = false;
        if (!q.IsAlive) return;
        if (signal == Kill) After(q, q.Life.KillTakes, () => End(q, new ProcessExit.Signalled(Kill, false)));
        else if (!q.HasRun) End(q, new ProcessExit.Signalled(signal, false));
        else if (signal == Term && !q.IsStopping) { q.IsStopping = true; After(q, q.Life.StopTakes, () => End(q, new ProcessExit.Signalled(Term, false))); }
    }

    private void End(Proc q, ProcessExit exit)
    {
        if (!q.IsAlive) return;
        bool ran = q.HasRun;
        (q.IsAlive, q.Exit, q.RanAt, q.EndedAt) = (false, exit, q.RanAt ?? Now, Now);
        q.Forget(_timers);
        Alive.Remove(q);
        if (!ran) { _anyRan = true; q.IsAlive = true; Ran(q); q.IsAlive = false; }
        if (q.HasChildren) After(q, q.Life.Children, () => { q.HasChildren = false; CheckGone(q); });
        After(q, q.Life.ToldAfter, () => Tell(q));
    }

    private void Tell(Proc q)
    {
        if (q.IsTold) return;
        q.IsTold = true;
        Place p = q.Place;
        if (p.Proc != q) return;
        if (p.Phase is not null) { CheckGone(q); return; }
        Signal(q, Term);
        Later(() => { if (p.Proc == q) Died(p, q.Exit!, Now - q.RanAt!.Value); });
    }

    private void CheckGone(Proc q)
    {
        Place p = q.Place;
        if (q.IsTold && !q.HasChildren && p.Proc == q && p.Phase is not null) Later(() => { if (p.Proc == q) Died(p, q.Exit!, Now - q.RanAt!.Value); });
    }

    // ---- decisions ----
    private void Died(Place p, ProcessExit exit, TimeSpan uptime)
    {
        p.Drop(_timers);
        _timers.Remove(p.Wait!);
        ExitClass kind = ClassOf(p, exit);
        bool replaced = p.Cause is WorkerEndCause.Age or WorkerEndCause.Memory or WorkerEndCause.RollingRestart;
        RespawnBudget? budget = RuleOf(kind)?.Budget ?? (replaced ? null : new RespawnBudget(_o.RespawnLimit, _o.RespawnInterval));
        (ExitClass?, int) key = (RuleOf(kind)?.Budget is null ? null : kind, _o.RespawnScope == RespawnScope.Worker ? p.Index : 0);
        RespawnDecision decision = Decide(p, exit, kind, replaced, budget, key);
        TimeSpan delay = TimeSpan.Zero;
        (int index, int inc) = (p.Index, p.Inc);
        if (decision == RespawnDecision.Respawn) delay = replaced ? Replaced(p, uptime) : DelayOf(p, kind, exit, uptime);
        if (decision != RespawnDecision.Stop || exit is not ProcessExit.NotStarted)
            Told.Add($"{Now} {index}#{inc} {decision} {kind} {p.Cause} {delay} {(budget?.Limit is null ? 0 : CountIn(key, budget))}");
        Follow(p, decision, kind, delay);
        if (!IsStopping) Ended(p, inc);
    }

    private RespawnDecision Decide(Place p, ProcessExit exit, ExitClass kind, bool replaced, RespawnBudget? budget, (ExitClass?, int) key)
    {
        if (IsStopping) return RespawnDecision.Stop;
        if (p.State == WorkerState.Stopping) return RespawnDecision.Retire;
        if (p.Successor) return RespawnDecision.Discard;
        if (exit is ProcessExit.NotStarted && !_anyRan && RuleOf(ExitClass.CouldNotStart) is null) return RespawnDecision.CouldNotStart;
        bool listed = p.Cause == WorkerEndCause.Itself && (exit is ProcessExit.Code code ? _o.NoRestartExitCodes.Contains(code.ExitCode)
            : exit is ProcessExit.Signalled signalled && _o.NoRestartSignals.Contains(signalled.Signal));
        if (!replaced && (listed || _o.Restart == RestartMode.Never || (_o.Restart == RestartMode.OnFailure && kind == ExitClass.Clean))) return RespawnDecision.Finish;
        if (budget?.Limit is not { } limit) return RespawnDecision.Respawn;
        if (CountIn(key, budget) >= limit) return RespawnDecision.GiveUp;
        _windows[key].Add(Now);
        return RespawnDecision.Respawn;
    }

    private ExitClass ClassOf(Place p, ProcessExit exit) => (exit, p.Cause) switch
    {
        (ProcessExit.NotStarted, _) => ExitClass.CouldNotStart,
        (ProcessExit.Signalled { OutOfMemory: true }, WorkerEndCause.Itself) => ExitClass.KilledForMemory,
        (ProcessExit.Signalled, WorkerEndCause.Itself) => ExitClass.Signalled,
        (ProcessExit.Code code, WorkerEndCause.Itself) when _o.SuccessExitCodes.Contains(code.ExitCode) => ExitClass.Clean,
        (_, WorkerEndCause.Itself) => ExitClass.Failed,
        (_, WorkerEndCause.StartTimeout or WorkerEndCause.Watchdog or WorkerEndCause.Liveness) => ExitClass.TimedOut,
        _ when p.GraceElapsed => ExitClass.TimedOut,
        (_, WorkerEndCause.Memory) => ExitClass.KilledForMemory,
        (_, WorkerEndCause.Age or WorkerEndCause.RollingRestart) => ExitClass.Recycled,
        _ => ExitClass.Retired,
    };

    private void Follow(Place p, RespawnDecision decision, ExitClass kind, TimeSpan delay)
    {
        p.Proc = null;
        if (decision == RespawnDecision.Respawn)
        {
            p.BeginNext(Now, delay);
            if (delay > TimeSpan.Zero) p.Wait = At(Now + delay, () => Spawn(p));
            else Later(() => Spawn(p));
            return;
        }

        if (decision == RespawnDecision.Finish && kind != ExitClass.Clean) _failed++;
        if (decision is RespawnDecision.GiveUp or RespawnDecision.CouldNotStart) _outcome = decision == RespawnDecision.GiveUp ? "gave up" : "could not start any worker";
        bool asked = p.State == WorkerState.Stopping;
        p.State = WorkerState.Stopping;
        Later(() => Gone(p));
        if (decision is RespawnDecision.GiveUp or RespawnDecision.CouldNotStart) BeginStop(StopMode.Graceful, p);
        else if (!asked && Wanted == 0) NobodyWanted(p);
    }

    private void NobodyWanted(Place last)
    {
        IsStopping = true;
        EndReplacing();
        foreach (Place p in Places.Where(p => p != last && p.State != WorkerState.Stopping).ToList()) StopPlace(p, WorkerEndCause.PoolStopped);
    }

    private void BeginStop(StopMode mode, Place? without = null)
    {
        (_mode, IsStopping) = (mode, true);
        EndReplacing();
        foreach (Place p in Places.Where(p => p != without).ToList()) StopPlace(p, WorkerEndCause.PoolStopped);
        if (mode == StopMode.Graceful && _o.GracePeriod == TimeSpan.Zero) Over ??= _outcome;
    }

    private void Gone(Place p)
    {
        if (!Places.Remove(p)) return;
        p.Drop(_timers);
        if (_o.RespawnScope == RespawnScope.Worker) foreach (var key in _windows.Keys.Where(k => k.Item2 == p.Index).ToList()) _windows.Remove(key);
        if (Places.Count == 0) { Over ??= _outcome ?? (_failed == 0 ? "all workers have finished" : $"all workers have finished, {_failed} of them with a failure"); return; }
        foreach (Job gone in _pending.FindAll(j => j.Old == p)) { _pending.Remove(gone); Done(gone); }
        if (_active.Find(j => j.HandedOver && j.Old == p) is { } job) { _active.Remove(job); Done(job); }
        Pump();
    }

    private ExitRule? RuleOf(ExitClass kind) => _o.ExitRules.GetValueOrDefault(kind);

    private int CountIn((ExitClass?, int) key, RespawnBudget budget)
    {
        if (!_windows.TryGetValue(key, out List<TimeSpan>? window)) _windows[key] = window = [];
        return window.Count(t => Now - t < budget.Interval);
    }

    private TimeSpan Replaced(Place p, TimeSpan uptime)
    {
        if (uptime >= (_o.Backoff?.ResetAfter ?? TimeSpan.MaxValue)) p.Deaths = 0;
        return TimeSpan.Zero;
    }

    private TimeSpan DelayOf(Place p, ExitClass kind, ProcessExit exit, TimeSpan uptime)
    {
        RespawnBackoff? backoff = RuleOf(kind)?.Backoff ?? _o.Backoff;
        p.Deaths = backoff is not null && exit is not ProcessExit.NotStarted && uptime >= backoff.ResetAfter ? 1 : p.Deaths + 1;
        if (backoff is null) return TimeSpan.Zero;
        TimeSpan delay = backoff.InitialDelay;
        for (int i = 1; i < p.Deaths && delay < backoff.MaxDelay; i++) delay *= backoff.Factor;
        return delay < backoff.MaxDelay ? delay : backoff.MaxDelay;
    }

    // ---- replacements ----
    private void AskToReplace(Place p, WorkerEndCause cause)
    {
        IsUndecided |= _lastAsked.Place is { } other && other != p && _lastAsked.At == Now;
        _lastAsked = (p, Now);
        if (!p.IsReplaceable || IsStopping || _pending.Concat(_active).Any(j => j.Old == p && j.OldInc == p.Inc)) return;
        _pending.Add(new Job(p, cause, null));
        Pump();
    }

    private void BeginRolling()
    {
        if (Wanted == 0) return;
        if (_rolling is not null) { _rollingFollows = true; return; }
        var all = Places.Where(p => p is { State: not WorkerState.Stopping, Successor: false }).ToList();
        (_rolling, _rollingFollows) = (new Rolling(all.Count), false);
        Told.Add($"{Now} rolling restart of {all.Count}");
        foreach (Place p in all)
        {
            if (_active.Find(j => j.Old == p && j.OldInc == p.Inc) is { } begun)
            {
                if (begun.Rolling is null) _rolling.Replaced++;
                else begun.Rolling = _rolling; // Of one that was aborted: it belongs to this one now.
                continue;
            }

            _pending.RemoveAll(j => j.Old == p && j.OldInc == p.Inc);
            _pending.Add(new Job(p, WorkerEndCause.RollingRestart, _rolling));
        }

        Pump();
    }

    private void Pump()
    {
        while (!IsStopping && _active.Count < Math.Max(1, _o.RestartSurge) && _pending.Count > 0)
        {
            Job job = _pending[0];
            _pending.RemoveAt(0);
            if (!Places.Contains(job.Old) || job.Old.Inc != job.OldInc || !job.Old.IsReplaceable) { Done(job); continue; }
            _active.Add(job);
            if (_o.RestartSurge > 0) { job.Successor = AddWorker(successor: true); continue; }
            (job.Old.State, job.Old.Cause) = (WorkerState.Restarting, job.Cause);
            Later(() => { if (job.Old.Inc == job.OldInc) EndWorker(job.Old, _o.QuietSignal is not null, _o.GracePeriod, _o.GracePeriod == TimeSpan.Zero); });
        }

        if (_rolling is null || IsStopping || _pending.Concat(_active).Any(j => j.Rolling == _rolling)) return;
        Told.Add($"{Now} rolling restart ended: {_rolling.Replaced} of {_rolling.Workers}{(_rolling.Aborted ? ", aborted" : "")}");
        _rolling = null;
        if (_rollingFollows) BeginRolling();
    }

    private void Ended(Place p, int inc)
    {
        if (_active.Find(j => !j.HandedOver && (j.Successor == p || (j.Old == p && (j.Successor is not null || inc > j.OldInc)))) is { } job)
        {
            _active.Remove(job);
            if (job.Successor != p && inc == job.OldInc) Done(job);
            else if (job.Rolling is { } rolling) { rolling.Aborted = true; _pending.RemoveAll(j => j.Rolling == rolling); }
            NotNeeded(job, p);
        }

        Pump();
    }

    private void NotNeeded(Job job, Place p)
    {
        if (job.Successor is { State: not WorkerState.Stopping } successor && successor != p) StopPlace(successor, WorkerEndCause.Retired);
    }

    private void EndReplacing()
    {
        _pending.Clear();
        _active.Clear();
        (_rolling, _rollingFollows) = (null, false);
    }

    private static void Done(Job job)
    {
        if (job.Rolling is { } rolling) rolling.Replaced++;
    }

    // ---- time ----
    private void Do(Action what)
    {
        what();
        while (_later.TryDequeue(out Action? next)) next();
    }

    private void Later(Action what) => _later.Enqueue(what);

    private Timer At(TimeSpan due, Action what)
    {
        var timer = new Timer(due, _number++, what);
        _timers.Add(timer);
        return timer;
    }

    private int _number;

    private void After(Proc q, TimeSpan? wait, Action what)
    {
        if (wait == TimeSpan.Zero) what();
        else if (wait is { } time) q.Timers.Add(At(Now + time, what));
    }

    internal enum Phase { Quieted, Asked, Killed }

    internal sealed record Timer(TimeSpan Due, int Number, Action What);

    internal sealed class Place
    {
        public int Index, Inc, Deaths, FailedStarts;
        public WorkerState State;
        public TimeSpan StartedAt, StartsAt;
        public TimeSpan? ReadyAt, Grace;
        public bool Successor, GraceElapsed;
        public WorkerEndCause Cause;
        public Phase? Phase;
        public Proc? Proc;
        public Timer? Wait;
        public List<Timer> Checks = [];
        public List<bool> Samples = [];
        public bool IsReplaceable => State is WorkerState.Starting or WorkerState.Running && !Successor;

        public void BeginNext(TimeSpan now, TimeSpan delay)
        {
            (Inc, FailedStarts, GraceElapsed, Phase, ReadyAt, Cause) = (Inc + 1, 0, false, null, null, WorkerEndCause.Itself);
            (State, StartedAt, StartsAt) = (delay > TimeSpan.Zero ? WorkerState.BackingOff : WorkerState.Starting, now, now + delay);
        }

        public void Rearm(Func<Timer, Timer> again, List<Timer> timers)
        {
            Checks = [.. Checks.Where(timers.Remove).ToList().Select(again)];
            if (Wait is { } wait && timers.Remove(wait)) Wait = again(wait);
        }

        public void Drop(List<Timer> timers)
        {
            foreach (Timer check in Checks) timers.Remove(check);
            Checks.Clear();
        }
    }

    internal sealed class Proc
    {
        public required Place Place;
        public required Life Life;
        public int Index, Inc;
        public bool IsAlive = true, IsTold, IsStopping, HasChildren;
        public TimeSpan? RanAt, EndedAt, Silent;
        public ProcessExit? Exit;
        public long Memory;
        public List<int> Signals = [];
        public List<Timer> Timers = [];
        public bool HasRun => RanAt is not null;

        public TimeSpan LastBeat(TimeSpan now, TimeSpan since)
        {
            TimeSpan ran = RanAt!.Value, until = Silent ?? EndedAt ?? now;
            if (Life.BeatsUntil + ran < until) until = Life.BeatsUntil!.Value + ran;
            TimeSpan last = ran + TimeSpan.FromSeconds(Math.Floor((until - ran).TotalSeconds));
            return last > since ? last : since;
        }

        public void Forget(List<Timer> timers)
        {
            foreach (Timer timer in Timers) timers.Remove(timer);
            Timers.Clear();
        }
    }

    private sealed class Job(Place old, WorkerEndCause cause, Rolling? rolling)
    {
        public readonly Place Old = old;
        public readonly int OldInc = old.Inc;
        public readonly WorkerEndCause Cause = cause;
        public Rolling? Rolling = rolling;
        public Place? Successor;
        public bool HandedOver;
    }

    private sealed class Rolling(int workers)
    {
        public readonly int Workers = workers;
        public int Replaced;
        public bool Aborted;
    }
}
