namespace Kamisama.Actors;

/// <summary>
/// Workers that are to be replaced by new ones, one after the other, so that the pool keeps working: by age, memory limit or a rolling
/// restart. Each is over only when its successor is ready.
/// </summary>
/// <remarks>
/// <code>
/// without surge   the worker is ended, the next incarnation takes its slot and becomes ready
/// with surge      another slot is added and becomes ready, then the worker is ended, and over when its slot is given up
///
/// the successor ends before it is ready   without surge: it is respawned as any other, and a rolling restart ends here
///                                         with surge: the old worker stays, and a rolling restart ends here
/// the worker ends by itself meanwhile     it is respawned as any other; a successor that is not needed any more goes
/// </code>
/// </remarks>
internal sealed class Replacements(int initialSurge)
{
    private readonly LinkedList<Replacement> _pending = new();
    private readonly List<Replacement> _active = [];

    /// <summary>How many workers more than wanted there may be. Those that are being replaced go on as they began.</summary>
    public int Surge { get; set; } = initialSurge;

    /// <summary>The rolling restart in progress.</summary>
    public RollingRestart? Rolling { get; private set; }

    /// <summary>Whether one more rolling restart was asked for while one is in progress.</summary>
    public bool IsRollingPending { get; private set; }

    public IReadOnlyList<Replacement> Active => _active;

    /// <summary>A worker is to be replaced. No effect when it is to be already.</summary>
    public void Add(WorkerId worker, WorkerEndCause cause, string detail)
    {
        if (_pending.Concat(_active).All(replacement => replacement.Old != worker))
        {
            _pending.AddLast(new Replacement(worker, cause, detail));
        }
    }

    /// <summary>A worker is to be replaced that was found to be an old one only now; the rolling restart in progress is about it too.</summary>
    public void AddLate(WorkerId worker)
    {
        int before = _pending.Count;
        Add(worker, WorkerEndCause.RollingRestart, "");
        if (Rolling is not null && _pending.Count > before)
        {
            Rolling = Rolling with { Workers = Rolling.Workers + 1 };
        }
    }

    /// <summary>All these workers are to be replaced.</summary>
    /// <returns><see langword="false"/>: a rolling restart is in progress; this one follows it, and any others with it.</returns>
    public bool BeginRolling(IReadOnlyList<WorkerId> workers)
    {
        if (Rolling is not null)
        {
            IsRollingPending = true;
            return false;
        }

        // Those that are being replaced at this moment are new soon enough.
        List<WorkerId> waiting = [.. workers.Where(worker => _active.All(active => active.Old != worker))];
        Rolling = new RollingRestart(workers.Count) { Replaced = workers.Count - waiting.Count };
        IsRollingPending = false;
        foreach (WorkerId worker in waiting)
        {
            _pending.Remove(_pending.FirstOrDefault(replacement => replacement.Old == worker)!);
            _pending.AddLast(new Replacement(worker, WorkerEndCause.RollingRestart, ""));
        }

        return true;
    }

    /// <summary>The next worker to be replaced, as long as not too many are; those that are gone by now are left out.</summary>
    public Replacement? TakeNext(SlotTable slots)
    {
        while (_active.Count < Math.Max(1, Surge) && _pending.First is { Value: var next })
        {
            _pending.RemoveFirst();
            if (slots.Find(next.Old.Index) is { IsReplaceable: true } slot && slot.Worker == next.Old)
            {
                _active.Add(next);
                return next;
            }

            // Gone, or going, or a newer incarnation than was meant: that is as good.
            CountIfRolling(next);
        }

        return null;
    }

    /// <summary>A worker has become ready.</summary>
    /// <returns>The replacement whose successor it is.</returns>
    public Replacement? Ready(Slot slot)
    {
        Replacement? replacement = _active.Find(active => !active.IsHandedOver && (active.Successor == slot.Index
            || (active.Successor is null && active.Old.Index == slot.Index && slot.Incarnation > active.Old.Incarnation)));
        if (replacement is { Successor: null })
        {
            _active.Remove(replacement);
            CountIfRolling(replacement);
        }
        else if (replacement is not null)
        {
            replacement.IsHandedOver = true;
        }

        return replacement;
    }

    /// <summary>A slot has been given up.</summary>
    public void Gone(int index)
    {
        // Whoever takes the index later is somebody else, although it begins with incarnation 0 again.
        foreach (Replacement pending in _pending.Where(pending => pending.Old.Index == index).ToList())
        {
            _pending.Remove(pending);
            CountIfRolling(pending);
        }

        if (_active.Find(active => active.IsHandedOver && active.Old.Index == index) is { } completed)
        {
            _active.Remove(completed);
            CountIfRolling(completed);
        }
    }

    /// <summary>A worker has ended.</summary>
    /// <returns>The replacement that is over because of it, unsuccessfully, or because it is not needed any more.</returns>
    public Replacement? Ended(WorkerId worker)
    {
        Replacement? over = _active.Find(active => !active.IsHandedOver && (active.Successor == worker.Index
            || (active.Old.Index == worker.Index && (active.Successor is not null || worker.Incarnation > active.Old.Incarnation))));
        if (over is null)
        {
            return null;
        }

        _active.Remove(over);
        bool isFailure = over.Successor == worker.Index || worker.Incarnation > over.Old.Incarnation;
        if (!isFailure)
        {
            CountIfRolling(over);
        }
        else if (over.Cause == WorkerEndCause.RollingRestart)
        {
            AbortRolling(worker);
        }

        return over;
    }

    /// <summary>A worker is retired, or has no process: it needs no successor.</summary>
    /// <returns>The replacement that is over because of it.</returns>
    public Replacement? Cancel(int index)
    {
        Replacement? over = _active.Find(active => !active.IsHandedOver && active.Old.Index == index);
        if (over is not null)
        {
            _active.Remove(over);
            CountIfRolling(over);
        }

        return over;
    }

    /// <summary>The rolling restart that has come to its end, if it has; told once.</summary>
    public RollingRestart? TakeFinishedRolling()
    {
        // Also one that was aborted waits for the replacements that had begun: they go on, and count.
        bool isOver = Rolling is not null
            && !_pending.Concat(_active).Any(replacement => replacement.Cause == WorkerEndCause.RollingRestart);
        RollingRestart? over = isOver ? Rolling : null;
        Rolling = isOver ? null : Rolling;
        return over;
    }

    /// <summary>The pool stops: nobody is replaced any more.</summary>
    public void Clear()
    {
        _pending.Clear();
        _active.Clear();
        IsRollingPending = false;
        Rolling = null;
    }

    private void CountIfRolling(Replacement replacement)
    {
        if (replacement.Cause == WorkerEndCause.RollingRestart && Rolling is not null)
        {
            Rolling = Rolling with { Replaced = Rolling.Replaced + 1 };
        }
    }

    private void AbortRolling(WorkerId failed)
    {
        Rolling = Rolling is null ? null : Rolling with { FailedWorker = failed };
        foreach (Replacement replacement in _pending.Where(pending => pending.Cause == WorkerEndCause.RollingRestart).ToList())
        {
            _pending.Remove(replacement);
        }
    }
}

/// <summary>One worker that is to be replaced.</summary>
internal sealed class Replacement(WorkerId old, WorkerEndCause cause, string detail)
{
    public WorkerId Old { get; } = old;

    public WorkerEndCause Cause { get; } = cause;

    /// <summary>For people: how old, how large.</summary>
    public string Detail { get; } = detail;

    /// <summary>With surge: the index of the worker that takes over.</summary>
    public int? Successor { get; set; }

    /// <summary>With surge: whether the successor is ready, so that the old worker was told to end.</summary>
    public bool IsHandedOver { get; set; }
}

/// <summary>How far a rolling restart is.</summary>
/// <param name="Workers">How many workers it is about.</param>
internal sealed record RollingRestart(int Workers)
{
    /// <summary>How many have been replaced.</summary>
    public int Replaced { get; init; }

    /// <summary>The new worker that failed, so that it was aborted.</summary>
    public WorkerId? FailedWorker { get; init; }
}
