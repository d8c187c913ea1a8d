namespace Kamisama.Actors;

/// <summary>What a pool is doing at one moment.</summary>
/// <param name="Name">The pool's name.</param>
/// <param name="Instances">How many workers are wanted.</param>
/// <param name="IsStopping">Whether the pool is on its way out.</param>
/// <param name="RespawnsInInterval">Respawns in the respawn interval that ends now; 0 when there is no limit.</param>
/// <param name="Workers">The workers, by index.</param>
public sealed record PoolStatus(
    string Name,
    int Instances,
    bool IsStopping,
    int RespawnsInInterval,
    IReadOnlyList<WorkerStatus> Workers)
{
    /// <summary>The last ends of workers, oldest first; at most 10.</summary>
    public IReadOnlyList<WorkerExitReport> LastExits { get; init; } = [];

    /// <summary>How much output was dropped since the pool began, see <see cref="WorkerPoolOptions.Output"/>; what is lost at a file that pools share counts for each of them.</summary>
    public OutputLoss OutputLost { get; init; }
}

/// <summary>What one worker is doing at one moment.</summary>
/// <param name="Worker">Which worker.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Pid">Its process; <see langword="null"/> when there is none yet.</param>
/// <param name="Uptime">How long the incarnation has been there.</param>
public sealed record WorkerStatus(WorkerId Worker, WorkerState State, int? Pid, TimeSpan Uptime)
{
    /// <summary>When its back-off is over and it is started, from now; <see langword="null"/>: it is not backing off.</summary>
    public TimeSpan? StartsIn { get; init; }

    /// <summary>What the worker last said about itself (STATUS= of sd_notify(3)); <see langword="null"/>: nothing. It may hold control characters.</summary>
    public string? StatusText { get; init; }

    /// <summary>How the slot's last incarnation ended; <see langword="null"/>: none has.</summary>
    public WorkerExitReport? LastExit { get; init; }
}
