namespace Kamisama.Model.Tests;

// What follows from the end of a worker.
internal sealed partial class ReferenceModel
{
    private void Died(Place p, ProcessExit exit, TimeSpan uptime)
    {
        bool asked = p.State == WorkerState.Stopping, replacing = o.RestartSurge > 0 && !IsStopping && _active.Count > 0;
        IsUndecided |= (replacing && uptime == TimeSpan.Zero && _lastSuccessor == Time.Step)
            || (_lastDied.Step == Time.Step && _lastDied.Place != p && (p.Successor || _lastDied.Place!.Successor))
            || (_lastEnd.Step == Time.Step && _lastEnd.Place != p && _lastEnd.Asked != asked && !IsStopping);
        (_lastDied, _lastEnd) = (replacing ? (p, Time.Step) : default, (p, Time.Step, asked));
        Time.Cancel(p.Checks);
        Time.Cancel(p.Wait);
        ExitClass kind = ClassOf(p, exit);
        bool replaced = p.Cause is WorkerEndCause.Age or WorkerEndCause.Memory or WorkerEndCause.RollingRestart;
        RespawnBudget? budget = RuleOf(kind)?.Budget ?? (replaced ? null : new RespawnBudget(o.RespawnLimit, o.RespawnInterval));
        List<TimeSpan> window = WindowOf((RuleOf(kind)?.Budget is null ? null : kind, o.RespawnScope == RespawnScope.Worker ? p.Index : 0), budget);
        (RespawnDecision decision, int incarnation) = (Decide(p, exit, kind, replaced, budget, window), p.Incarnation);
        TimeSpan delay = decision == RespawnDecision.Respawn ? DelayOf(p, kind, exit, uptime, replaced) : TimeSpan.Zero;
        if (decision != RespawnDecision.Stop || exit is not ProcessExit.NotStarted)
            Told.Add($"{Now} {p.Index}#{incarnation} {decision} {kind} {p.Cause} {delay} {(budget?.Limit is null ? 0 : window.Count)}");
        Follow(p, decision, kind, delay);
        if (!IsStopping) Ended(p, incarnation);
    }

    private RespawnDecision Decide(Place p, ProcessExit exit, ExitClass kind, bool replaced, RespawnBudget? budget, List<TimeSpan> window)
    {
        if (IsStopping) return RespawnDecision.Stop;
        if (p.State == WorkerState.Stopping) return RespawnDecision.Retire;
        if (p.Successor) return RespawnDecision.Discard;
        if (exit is ProcessExit.NotStarted && !_anyRan && RuleOf(ExitClass.CouldNotStart) is null) return RespawnDecision.CouldNotStart;
        bool listed = p.Cause == WorkerEndCause.Itself && exit switch
        {
            ProcessExit.Code code => o.NoRestartExitCodes.Contains(code.ExitCode),
            ProcessExit.Signalled signalled => o.NoRestartSignals.Contains(signalled.Signal),
            _ => false,
        };
        if (!replaced && (listed || o.Restart == RestartMode.Never || (o.Restart == RestartMode.OnFailure && kind == ExitClass.Clean))) return RespawnDecision.Finish;
        if (window.Count >= budget?.Limit) return RespawnDecision.GiveUp;
        if (budget?.Limit is not null) window.Add(Now);
        return RespawnDecision.Respawn;
    }

    private ExitClass ClassOf(Place p, ProcessExit exit) => (exit, p.Cause) switch
    {
        (ProcessExit.NotStarted, _) => ExitClass.CouldNotStart,
        (ProcessExit.Signalled { OutOfMemory: true }, WorkerEndCause.Itself) => ExitClass.KilledForMemory,
        (ProcessExit.Signalled, WorkerEndCause.Itself) => ExitClass.Signalled,
        (ProcessExit.Code code, WorkerEndCause.Itself) when o.SuccessExitCodes.Contains(code.ExitCode) => ExitClass.Clean,
        (_, WorkerEndCause.Itself) => ExitClass.Failed,
        (_, WorkerEndCause.StartTimeout or WorkerEndCause.Watchdog or WorkerEndCause.Liveness) => ExitClass.TimedOut,
        _ when p.GraceElapsed => ExitClass.TimedOut,
        (_, WorkerEndCause.Memory) => ExitClass.KilledForMemory,
        (_, WorkerEndCause.Age or WorkerEndCause.RollingRestart) => ExitClass.Recycled,
        _ => ExitClass.Retired,
    };

    private void Follow(Place p, RespawnDecision decision, ExitClass kind, TimeSpan delay)
    {
        p.Process = null;
        if (decision == RespawnDecision.Respawn) { p.BeginNext(Now, delay); SpawnAfter(p, delay); return; }
        bool asked = p.State == WorkerState.Stopping, over = decision is RespawnDecision.GiveUp or RespawnDecision.CouldNotStart;
        if (decision == RespawnDecision.Finish && kind != ExitClass.Clean) _failed++;
        IsUndecided |= over && _lastJob == Time.Step;
        if (over) (_outcome, _lastOver) = (decision == RespawnDecision.GiveUp ? "gave up" : "could not start any worker", Time.Step);
        p.State = WorkerState.Stopping;
        Time.Later(() => Gone(p));
        if (over) BeginStop(StopMode.Graceful, p);
        else if (!asked && Wanted == 0) StopAll(Places.Where(other => other != p && other.State != WorkerState.Stopping));
    }

    private void BeginStop(StopMode mode, Place? without = null)
    {
        _mode = mode;
        StopAll(Places.Where(p => p != without));
        if (mode == StopMode.Graceful && o.GracePeriod == TimeSpan.Zero) Over ??= _outcome;
    }

    private void StopAll(IEnumerable<Place> places)
    {
        (IsStopping, _rolling, _rollingFollows) = (true, null, false);
        _pending.Clear();
        _active.Clear();
        places.ToList().ForEach(p => StopPlace(p, WorkerEndCause.PoolStopped));
    }

    private void Gone(Place p)
    {
        if (!Places.Remove(p)) return;
        Time.Cancel(p.Checks);
        if (o.RespawnScope == RespawnScope.Worker) foreach (var key in _windows.Keys.Where(k => k.Index == p.Index).ToList()) _windows.Remove(key);
        if (Places.Count == 0) { Over ??= _outcome ?? (_failed == 0 ? "all workers have finished" : $"all workers have finished, {_failed} of them with a failure"); return; }
        IsUndecided |= _lastGone.Step == Time.Step && _masterFailed && o.RestartSurge > 0;
        _lastGone = (p, Time.Step);
        _pending.FindAll(j => j.Old == p).ForEach(Finish);
        if (_active.Find(j => j.HandedOver && j.Old == p) is { } job) Finish(job);
        Pump();
    }

    private ExitRule? RuleOf(ExitClass kind) => o.ExitRules.GetValueOrDefault(kind);

    private List<TimeSpan> WindowOf((ExitClass?, int) key, RespawnBudget? budget)
    {
        if (!_windows.TryGetValue(key, out List<TimeSpan>? window)) _windows[key] = window = [];
        if (budget is not null) window.RemoveAll(t => Now - t >= budget.Interval);
        return window;
    }

    private TimeSpan DelayOf(Place p, ExitClass kind, ProcessExit exit, TimeSpan uptime, bool replaced)
    {
        RespawnBackoff? backoff = replaced ? o.Backoff : RuleOf(kind)?.Backoff ?? o.Backoff;
        if (exit is not ProcessExit.NotStarted && uptime >= backoff?.ResetAfter) p.Deaths = 0;
        if (replaced) return TimeSpan.Zero;
        TimeSpan delay = backoff?.InitialDelay ?? TimeSpan.Zero;
        for (int i = p.Deaths++; i > 0 && delay < backoff?.MaxDelay; i--) delay *= backoff.Factor;
        return delay < backoff?.MaxDelay ? delay : backoff?.MaxDelay ?? TimeSpan.Zero;
    }
}
