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

    /// <summary>The pid, as far as it is known; for reports only.</summary>
    public int? Pid { get; set; }

    /// <summary>Whether the end of this incarnation, which nothing follows, has been reported.</summary>
    public bool IsEndReported { get; set; }

    public WorkerId Worker => new(Index, Incarnation);
}
