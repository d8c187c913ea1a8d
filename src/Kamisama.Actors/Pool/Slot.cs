namespace Kamisama.Actors;

/// <summary>A worker's place in the pool.</summary>
internal sealed class Slot(int index)
{
    /// <summary>From 1; stable while the slot is in use.</summary>
    public int Index { get; } = index;

    /// <summary>Which process of the slot is meant: 0, 1, …</summary>
    public int Incarnation { get; set; }

    public WorkerState State { get; set; } = WorkerState.Starting;

    /// <summary>When the incarnation was started, monotonic.</summary>
    public TimeSpan StartedAt { get; set; }

    /// <summary>Why its worker is being ended; has a meaning while it is stopping or restarting.</summary>
    public WorkerEndCause EndCause { get; set; }

    /// <summary>Whether the subscribers were told that its worker was sent KILL.</summary>
    public bool IsKillTold { get; set; }

    /// <summary>Whether it was added to take over from another slot, and has not yet: it is not one of the wanted ones.</summary>
    public bool IsSuccessor { get; set; }

    /// <summary>Whether its process can be replaced: there is one, and it is not going already.</summary>
    public bool IsReplaceable => State is WorkerState.Starting or WorkerState.Running && !IsSuccessor;

    /// <summary>When the incarnation is to be started, monotonic; has a meaning while the slot is backing off.</summary>
    public TimeSpan StartsAt { get; set; }

    /// <summary>The pid, as far as it is known; for reports only.</summary>
    public int? Pid { get; set; }

    /// <summary>Whether the end of this incarnation, which nothing follows, has been reported.</summary>
    public bool IsEndReported { get; set; }

    /// <summary>Deaths since the last stable run; the length of the back-off follows from it.</summary>
    public int DeathsInARow { get; set; }

    /// <summary>How the slot's last incarnation ended.</summary>
    public WorkerExitReport? LastExit { get; set; }

    public WorkerId Worker => new(Index, Incarnation);

    /// <summary>How long the incarnation has been there; one that is still to be started has not.</summary>
    public TimeSpan UptimeAt(TimeSpan now) => State == WorkerState.BackingOff ? TimeSpan.Zero : now - StartedAt;
}
