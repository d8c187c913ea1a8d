using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>What a pool knows and decides: its slots, its respawns, whether it is stopping. No clock, no actor, no process.</summary>
/// <remarks>It lives outside the master's instance, so that a fault in the master's own code loses nothing.</remarks>
internal sealed class PoolState(WorkerPoolOptions initial, int seed)
{
    private readonly RespawnBudgets _budgets = new(initial);
    private readonly int _firstWorkers = initial.Instances;
    private WorkerPoolOptions _options = initial;
    private bool _anyWorkerRan;
    private int _firstToCome = 1;

    public SlotTable Slots { get; } = new();

    public Replacements Replacements { get; } = new(initial.RestartSurge);

    /// <summary>Set by the decision to stop, and never taken back.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>
    /// Whether every worker of the first start has come: its first process is ready, or has ended, or was retired before. Not when the
    /// pool is on its way out.
    /// </summary>
    public bool HasItsFirstWorkers
    {
        get
        {
            // What has come stays so, so each slot is looked at once, however often this is asked.
            while (!IsStopping && _firstToCome <= _firstWorkers
                && Slots.Find(_firstToCome) is not { Incarnation: 0, State: WorkerState.Starting or WorkerState.Waiting })
            {
                _firstToCome++;
            }

            return _firstToCome > _firstWorkers && !IsStopping;
        }
    }

    /// <summary>Other options are in force from now on; what was counted stays counted.</summary>
    public void Change(WorkerPoolOptions options)
    {
        _options = options;
        _budgets.Change(options);
        Replacements.Surge = options.RestartSurge;
    }

    public void Stop()
    {
        IsStopping = true;
        Replacements.Clear();
        foreach (Slot slot in Slots.InUse)
        {
            Stop(slot, WorkerEndCause.PoolStopped);
        }
    }

    /// <summary>A worker is to go for good.</summary>
    public void Stop(Slot slot, WorkerEndCause cause)
    {
        if (slot.State != WorkerState.Stopping)
        {
            slot.EndCause = cause;
            Slots.MarkStopping(slot);
        }
    }

    /// <summary>A worker is to go so that its next incarnation takes its place.</summary>
    /// <returns>Whether it was not going already.</returns>
    public static bool Restart(Slot slot, WorkerEndCause cause)
    {
        if (slot.State is not (WorkerState.Starting or WorkerState.Running))
        {
            return false;
        }

        slot.EndCause = cause;
        slot.State = WorkerState.Restarting;
        return true;
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

        if (slot.State is WorkerState.Waiting or WorkerState.BackingOff)
        {
            slot.State = WorkerState.Starting;
        }
    }

    /// <summary>The worker is ready for its work. Said once for each incarnation, or more than once.</summary>
    /// <returns>Whether that is news.</returns>
    public static bool Ready(Slot slot)
    {
        if (slot.State != WorkerState.Starting)
        {
            return false;
        }

        slot.State = WorkerState.Running;
        return true;
    }

    /// <summary>The machine has no room for the slot's process.</summary>
    /// <returns>Whether it was to be replaced, which is as good as done: there is no process that could be ended.</returns>
    public static bool StartDelayed(Slot slot)
    {
        if (slot.State == WorkerState.Stopping)
        {
            return false;
        }

        bool wasToBeReplaced = slot.State == WorkerState.Restarting;
        slot.EndCause = WorkerEndCause.Itself;
        slot.State = WorkerState.Waiting;
        return wasToBeReplaced;
    }

    /// <summary>How many respawns the respawn interval that ends at <paramref name="now"/> holds, over all workers.</summary>
    public int RespawnsInInterval(TimeSpan now) => _budgets.CountAll(now);

    /// <summary>Decides about a worker that has ended, and takes the decision into account.</summary>
    public Verdict Exited(Slot slot, WorkerEnd end, TimeSpan now)
    {
        _anyWorkerRan |= end.Exit is not ProcessExit.NotStarted;
        end = slot.EndCause == WorkerEndCause.Itself ? end : end with { Cause = slot.EndCause };
        ExitClass exitClass = ExitClassifier.Classify(end, _options.SuccessExitCodes);
        RespawnDecision decision = Decide(slot, end, exitClass, now);
        TimeSpan delay = TimeSpan.Zero;
        if (decision == RespawnDecision.Respawn)
        {
            delay = end.IsReplacement ? NoDelay(slot, end) : NextDelay(slot, end, exitClass);
            BeginNextIncarnation(slot, delay, now);
        }
        else if (decision is RespawnDecision.GiveUp or RespawnDecision.CouldNotStart)
        {
            Stop();
        }
        else if (decision is RespawnDecision.Finish or RespawnDecision.Discard)
        {
            Finish(slot);
        }

        RespawnBudget? budget = _budgets.For(exitClass, end.IsReplacement);
        int respawns = _budgets.Count(exitClass, end.IsReplacement, slot.Index, now);
        return new Verdict(decision, end.Cause, exitClass, delay, respawns, budget);
    }

    // A pool that wants no worker any more is on its way out: nobody adds one to it.
    private void Finish(Slot slot)
    {
        Slots.MarkStopping(slot);
        if (Slots.Wanted == 0)
        {
            Stop();
        }
    }

    private static void BeginNextIncarnation(Slot slot, TimeSpan delay, TimeSpan now)
    {
        slot.Incarnation++;
        slot.EndCause = WorkerEndCause.Itself;
        slot.IsKillTold = false;
        slot.State = delay == TimeSpan.Zero ? WorkerState.Starting : WorkerState.BackingOff;
        slot.StartedAt = now;
        slot.StartsAt = now + delay;
        slot.Pid = null;
    }

    // A replacement is no death. A stable run that ends so ends the row of deaths all the same.
    private TimeSpan NoDelay(Slot slot, WorkerEnd end)
    {
        slot.DeathsInARow = end.Uptime >= (_options.Backoff?.ResetAfter ?? TimeSpan.MaxValue) ? 0 : slot.DeathsInARow;
        return TimeSpan.Zero;
    }

    private TimeSpan NextDelay(Slot slot, WorkerEnd end, ExitClass exitClass)
    {
        RespawnBackoff? backoff = _options.RuleFor(exitClass)?.Backoff ?? _options.Backoff;
        bool wasStable = end.Exit is not ProcessExit.NotStarted && end.Uptime >= (backoff?.ResetAfter ?? TimeSpan.MaxValue);
        slot.DeathsInARow = wasStable ? 1 : slot.DeathsInARow + 1;
        var next = new WorkerId(slot.Index, slot.Incarnation + 1);
        return BackoffSequence.Delay(backoff, slot.DeathsInARow, Jitter.Unit(_options.Seed ?? seed, next, Jitter.Use.Backoff));
    }

    /// <remarks>
    /// <code>
    /// pool      slot      end                                            decision
    /// stopping  any       any                                            Stop
    /// running   stopping  any                                            Retire
    /// running   successor any, before it is ready                        Discard
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

        if (slot.IsSuccessor)
        {
            return RespawnDecision.Discard;
        }

        if (end.Exit is ProcessExit.NotStarted && !_anyWorkerRan && !_options.ExitRules.ContainsKey(ExitClass.CouldNotStart))
        {
            return RespawnDecision.CouldNotStart;
        }

        if (!RestartRule.IsRestarted(_options, end, exitClass))
        {
            return RespawnDecision.Finish;
        }

        bool isAllowed = _budgets.TryRecord(exitClass, end.IsReplacement, slot.Index, now);
        return isAllowed ? RespawnDecision.Respawn : RespawnDecision.GiveUp;
    }
}
