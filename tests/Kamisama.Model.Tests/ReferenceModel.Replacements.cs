namespace Kamisama.Model.Tests;

// Who is replaced, and when: rolling restart, age, memory.
internal sealed partial class ReferenceModel
{
    private void AskToReplace(Place p, WorkerEndCause cause)
    {
        IsUndecided |= _lastAsked.Step == Time.Step && _lastAsked.Place is { } other && other != p && (_masterFailed || other.Incarnation != p.Incarnation);
        _lastAsked = (p, Time.Step);
        if (!p.IsReplaceable || IsStopping || _pending.Concat(_active).Any(j => j.Old == p && j.IsAboutNow)) return;
        _pending.Add(new Job(p, cause, null));
        Pump();
    }

    private void BeginRolling()
    {
        if (Wanted == 0) return;
        if (_rolling is not null) { _rollingFollows = true; return; }
        List<Place> all = Places.FindAll(p => p.IsWanted);
        (_rolling, _rollingFollows) = (new Rolling(all.Count), false);
        Told.Add($"{Now} rolling restart of {all.Count}");
        foreach (Place p in all)
        {
            Job? begun = _active.Find(j => j.Old == p && j.IsAboutNow);
            if (begun is { Rolling: null }) _rolling.Replaced++;
            if (begun is { Rolling: not null }) begun.Rolling = _rolling; // Of one that was aborted: it belongs to this one now.
            if (begun is not null) continue;
            _pending.RemoveAll(j => j.Old == p && j.IsAboutNow);
            _pending.Add(new Job(p, WorkerEndCause.RollingRestart, _rolling));
        }

        Pump();
    }

    private void Pump()
    {
        while (!IsStopping && _active.Count < Math.Max(1, o.RestartSurge) && _pending.FirstOrDefault() is { } job)
        {
            if (!Places.Contains(job.Old) || !job.IsAboutNow || !job.Old.IsReplaceable) { Finish(job); continue; }
            _pending.Remove(job);
            _active.Add(job);
            if (o.RestartSurge > 0) { job.Successor = AddWorker(successor: true); continue; }
            (job.Old.State, job.Old.Cause) = (WorkerState.Restarting, job.Cause);
            Time.Later(() => { if (job.IsAboutNow) EndWorker(job.Old, o.QuietSignal is not null, o.GracePeriod, o.GracePeriod == TimeSpan.Zero); });
        }

        if (_rolling is null || IsStopping || _pending.Concat(_active).Any(j => j.Rolling == _rolling)) return;
        Told.Add($"{Now} rolling restart ended: {_rolling.Replaced} of {_rolling.Workers}{(_rolling.Aborted ? ", aborted" : "")}");
        _rolling = null;
        if (_rollingFollows) BeginRolling();
    }

    private void Ended(Place p, int incarnation)
    {
        if (_active.Find(j => !j.HandedOver && (j.Successor == p || (j.Old == p && (j.Successor is not null || incarnation > j.OldIncarnation)))) is { } job)
        {
            if (job.Successor != p && incarnation == job.OldIncarnation) Finish(job);
            else if (job.Rolling is { } rolling)
            {
                (rolling.Aborted, IsUndecided) = (true, IsUndecided || _lastGone.Step == Time.Step);
                _pending.RemoveAll(j => j.Rolling == rolling);
            }

            _active.Remove(job);
            NotNeeded(job, p);
        }

        Pump();
    }

    private void NotNeeded(Job job, Place p)
    {
        if (job.Successor is { State: not WorkerState.Stopping } successor && successor != p) StopPlace(successor, WorkerEndCause.Retired);
    }

    private void Finish(Job job)
    {
        _lastJob = _pending.Remove(job) || _active.Remove(job) ? Time.Step : _lastJob;
        if (job.Rolling is { } rolling) rolling.Replaced++;
    }

    /// <summary>A worker that is to be replaced, or is being replaced.</summary>
    private sealed class Job(Place old, WorkerEndCause cause, Rolling? rolling)
    {
        public readonly Place Old = old;
        public readonly int OldIncarnation = old.Incarnation;
        public readonly WorkerEndCause Cause = cause;
        public Rolling? Rolling = rolling;
        public Place? Successor;
        public bool HandedOver;
        public bool IsAboutNow => Old.Incarnation == OldIncarnation;
    }

    private sealed class Rolling(int workers)
    {
        public readonly int Workers = workers;
        public int Replaced;
        public bool Aborted;
    }
}
