using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>What a pool knows and decides: its slots, its respawns, whether it is stopping. No clock, no actor, no process.</summary>
/// <remarks>It lives outside the master's instance, so that a fault in the master's own code loses nothing.</remarks>
internal sealed class PoolState(WorkerPoolOptions options, int seed)
{
    private readonly RespawnBudgets _budgets = new(options);
    private bool _anyWorkerRan;
    private int _firstToCome = 1;

    public SlotTable Slots { get; } = new();

    /// <summary>Set by the decision to stop, and never taken back.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>
    /// Whether every worker of the first start has come: its first process runs, or has run, or was retired before. Not when the
    /// pool is on its way out.
    /// </summary>
    public bool HasItsFirstWorkers
    {
        get
        {
            // What has come stays so, so each slot is looked at once, however often this is asked.
            while (!IsStopping && _firstToCome <= options.Instances
                && Slots.Find(_firstToCome) is not { Incarnation: 0, Pid: null, State: not WorkerState.Stopping })
            {
                _firstToCome++;
            }

            return _firstToCome > options.Instances && !IsStopping;
        }
    }

    public void Stop()
    {
        IsStopping = true;
        foreach (Slot slot in Slots.InUse)
        {
            Slots.MarkStopping(slot);
        }
    }

    /// <summary>A slot that was waiting begins its start.</summary>
    public static void StartBegun(Slot slot, TimeSpan now)
    {
        if (slot.State is WorkerState.BackingOff or WorkerState.Waiting)
        {
            slot.State = WorkerState.Starting;
            slot.StartedAt = now;
        }
    }

    /// <summary>The slot's process is gone and its index is free; whoever takes it later begins anew.</summary>
    public void Remove(Slot slot)
    {
        Slots.Remove(slot);
        _budgets.Forget(slot.Index);
    }

    public void Started(Slot slot, int pid, TimeSpan now)
    {
        _anyWorkerRan = true;
        slot.Pid = pid;
        if (slot.State == WorkerState.Waiting)
        {
            // Otherwise the moment of the decision stays: processes that are started together tell so in any order.
            slot.StartedAt = now;
        }

        if (slot.State != WorkerState.Stopping)
        {
            slot.State = WorkerState.Running;
        }
    }

    public static void StartDelayed(Slot slot)
    {
        if (slot.State != WorkerState.Stopping)
        {
            slot.State = WorkerState.Waiting;
        }
    }

    /// <summary>How many respawns the respawn interval that ends at <paramref name="now"/> holds, over all workers.</summary>
    public int RespawnsInInterval(TimeSpan now) => _budgets.CountAll(now);

    /// <summary>Decides about a worker that has ended, and takes the decision into account.</summary>
    public Verdict Exited(Slot slot, WorkerEnd end, TimeSpan now)
    {
        _anyWorkerRan |= end.Exit is not ProcessExit.NotStarted;
        ExitClass exitClass = ExitClassifier.Classify(end, options.SuccessExitCodes);
        RespawnDecision decision = Decide(slot, end, exitClass, now);
        TimeSpan delay = TimeSpan.Zero;
        if (decision == RespawnDecision.Respawn)
        {
            delay = end.IsReplacement ? TimeSpan.Zero : NextDelay(slot, end, exitClass);
            BeginNextIncarnation(slot, delay, now);
        }
        else if (decision is RespawnDecision.GiveUp or RespawnDecision.CouldNotStart)
        {
            Stop();
        }
        else if (decision == RespawnDecision.Finish)
        {
            Finish(slot);
        }

        RespawnBudget? budget = _budgets.For(exitClass, end.IsReplacement);
        int respawns = _budgets.Count(exitClass, end.IsReplacement, slot.Index, now);
        return new Verdict(decision, exitClass, delay, respawns, budget);
    }

    // A pool that wants no worker any more is on its way out: nobody adds one to it.
    private void Finish(Slot slot)
    {
        Slots.MarkStopping(slot);
        IsStopping |= Slots.Wanted == 0;
    }

    private static void BeginNextIncarnation(Slot slot, TimeSpan delay, TimeSpan now)
    {
        slot.Incarnation++;
        slot.State = delay == TimeSpan.Zero ? WorkerState.Starting : WorkerState.BackingOff;
        slot.StartedAt = now;
        slot.StartsAt = now + delay;
        slot.Pid = null;
    }

    private TimeSpan NextDelay(Slot slot, WorkerEnd end, ExitClass exitClass)
    {
        RespawnBackoff? backoff = options.ExitRules.GetValueOrDefault(exitClass)?.Backoff ?? options.Backoff;
        bool wasStable = end.Exit is not ProcessExit.NotStarted && end.Uptime >= (backoff?.ResetAfter ?? TimeSpan.MaxValue);
        slot.DeathsInARow = wasStable ? 1 : slot.DeathsInARow + 1;
        var next = new WorkerId(slot.Index, slot.Incarnation + 1);
        return BackoffSequence.Delay(backoff, slot.DeathsInARow, Jitter.Unit(seed, next, Jitter.Use.Backoff));
    }

    /// <remarks>
    /// <code>
    /// pool      slot      end                                            decision
    /// stopping  any       any                                            Stop
    /// running   stopping  any                                            Retire
    /// running   other     not started, none ever ran, no rule for that   CouldNotStart, and the pool is stopping from now on
    /// running   other     one that <see cref="RestartRule"/> does not restart               Finish
    /// running   other     any, its budget has room or it has none        Respawn, recorded in the budget
    /// running   other     any, its budget is used up                     GiveUp, and the pool is stopping from now on
    /// </code>
    /// </remarks>
    private RespawnDecision Decide(Slot slot, WorkerEnd end, ExitClass exitClass, TimeSpan now)
    {
        if (IsStopping)
        {
            return RespawnDecision.Stop;
        }

        if (slot.State == WorkerState.Stopping)
        {
            return RespawnDecision.Retire;
        }

        if (end.Exit is ProcessExit.NotStarted && !_anyWorkerRan && !options.ExitRules.ContainsKey(ExitClass.CouldNotStart))
        {
            return RespawnDecision.CouldNotStart;
        }

        if (!RestartRule.IsRestarted(options, end, exitClass))
        {
            return RespawnDecision.Finish;
        }

        bool isAllowed = _budgets.TryRecord(exitClass, end.IsReplacement, slot.Index, now);
        return isAllowed ? RespawnDecision.Respawn : RespawnDecision.GiveUp;
    }
}
