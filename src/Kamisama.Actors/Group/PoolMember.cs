namespace Kamisama.Actors;

/// <summary>What <see cref="PoolGroupState"/> knows of one pool.</summary>
internal sealed class PoolMember(int index, WorkerPoolOptions options)
{
    public WorkerPoolOptions Options { get; set; } = options;

    /// <summary>Whether the group has it no more, as soon as it is over and its master gone.</summary>
    public bool IsLeaving { get; set; }

    public PoolMemberPhase Phase { get; set; } = PoolMemberPhase.Waiting;

    /// <summary>The life that it is in, or had last.</summary>
    public PoolId Id { get; private set; } = new(index, -1);

    /// <summary>Whether it is stopped in order to be started again.</summary>
    public bool Returns { get; set; }

    /// <summary>Whether the master of the last life is gone, so that its name is free.</summary>
    public bool IsGone { get; set; } = true;

    /// <summary>What it was told, or is to be told, to stop it in this life.</summary>
    public MasterMessage.StopPool? Stop { get; set; }

    /// <summary>How the last life ended; <see langword="null"/>: none has.</summary>
    public PoolOutcome? LastOutcome { get; set; }

    /// <summary>Whether it is on its way down to be started again, so that no other pool is started before it is down.</summary>
    public bool IsComingDown => Returns || (Phase == PoolMemberPhase.Waiting && !IsGone);

    public void BeginLife()
    {
        Id = Id with { Incarnation = Id.Incarnation + 1 };
        Phase = PoolMemberPhase.Starting;
        IsGone = false;
        Stop = null;
    }
}

/// <summary>What a pool of a group is doing.</summary>
/// <remarks>
/// <code>
/// Waiting ─▶ Starting ─▶ Running ─▶ ToStop ─▶ Stopping ─▶ Over, or Waiting when it returns
/// </code>
/// Any phase may be followed by Over, and a pool that gives up is Waiting or Over next.
/// </remarks>
internal enum PoolMemberPhase
{
    /// <summary>To be started when its turn comes.</summary>
    Waiting,

    /// <summary>Told to start; some of its first workers have not come yet.</summary>
    Starting,

    /// <summary>All its first workers have come.</summary>
    Running,

    /// <summary>To be stopped when its turn comes.</summary>
    ToStop,

    /// <summary>Told to stop.</summary>
    Stopping,

    /// <summary>It will not be started any more.</summary>
    Over,
}
