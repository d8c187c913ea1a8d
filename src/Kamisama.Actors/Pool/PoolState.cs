using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>What a pool knows and decides: its slots, its respawns, whether it is stopping. No clock, no actor, no process.</summary>
/// <remarks>It lives outside the master's instance, so that a fault in the master's own code loses nothing.</remarks>
internal sealed class PoolState(WorkerPoolOptions options)
{
    private readonly RespawnWindow _window = new(options.RespawnLimit, options.RespawnInterval);
    private bool _anyWorkerRan;

    public SlotTable Slots { get; } = new();

    /// <summary>Set by the decision to stop, and never taken back.</summary>
    public bool IsStopping { get; private set; }

    public void Stop()
    {
        IsStopping = true;
        foreach (Slot slot in Slots.InUse)
        {
            Slots.MarkStopping(slot);
        }
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

    /// <summary>How many respawns the interval that ends at <paramref name="now"/> holds.</summary>
    public int RespawnsInInterval(TimeSpan now) => _window.Count(now);

    /// <summary>Decides about a worker that has ended, and takes the decision into account.</summary>
    public RespawnDecision Exited(Slot slot, ProcessExit exit, TimeSpan now)
    {
        _anyWorkerRan |= exit is not ProcessExit.NotStarted;
        RespawnDecision decision = Decide(slot, exit, now);
        if (decision == RespawnDecision.Respawn)
        {
            slot.Incarnation++;
            slot.State = WorkerState.Starting;
            slot.StartedAt = now;
            slot.Pid = null;
        }
        else if (decision is RespawnDecision.GiveUp or RespawnDecision.CouldNotStart)
        {
            Stop();
        }

        return decision;
    }

    /// <remarks>
    /// <code>
    /// pool      slot      exit                            decision
    /// stopping  any       any                             Stop
    /// running   stopping  any                             Retire
    /// running   other     not started, none ever ran      CouldNotStart, and the pool is stopping from now on
    /// running   other     any, the window has room        Respawn, recorded in the window
    /// running   other     any, the window is full         GiveUp, and the pool is stopping from now on
    /// </code>
    /// </remarks>
    private RespawnDecision Decide(Slot slot, ProcessExit exit, TimeSpan now)
    {
        if (IsStopping)
        {
            return RespawnDecision.Stop;
        }

        if (slot.State == WorkerState.Stopping)
        {
            return RespawnDecision.Retire;
        }

        if (exit is ProcessExit.NotStarted && !_anyWorkerRan)
        {
            return RespawnDecision.CouldNotStart;
        }

        return _window.TryRecord(now) ? RespawnDecision.Respawn : RespawnDecision.GiveUp;
    }
}
