using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>
/// What a slot owns besides its actor's instance: the process, and how far its end has come. A fault in the actor's own
/// code makes a new instance, which adopts the process found here; so a fault neither loses nor doubles one.
/// </summary>
/// <remarks>Written by the slot's WorkerActor only. The MasterActor makes it, and reads it when that actor is gone; so does Leftovers, which goes on.</remarks>
internal sealed class WorkerProcess(WorkerId worker)
{
    public WorkerId Worker { get; private set; } = worker;

    /// <summary>The process of this incarnation; <see langword="null"/> before it was asked for.</summary>
    public IProcessHandle? Handle { get; set; }

    /// <summary>
    /// What the process was started under, with the newest of the checks that need no other process; <see langword="null"/> before it was
    /// asked for. Its readiness and health go by these, its end by the newest ones. The master reads it of processes that he knows to run.
    /// </summary>
    public WorkerPoolOptions? Options { get; set; }

    /// <summary>Timestamp before which the incarnation is not started: a back-off, or its turn in a staggered start.</summary>
    public long NotBefore { get; set; }

    /// <summary>Timestamp of the start, or of the request for it.</summary>
    public long StartedAt { get; set; }

    /// <summary>Timestamp of the request to start it, which the start timeout counts from.</summary>
    public long RequestedAt { get; set; }

    /// <summary>Whether the master was told that the program runs.</summary>
    public bool IsAnnounced { get; set; }

    /// <summary>Whether the program runs or ran, so that <see cref="StartedAt"/> is the time of the start.</summary>
    public bool HasRun { get; set; }

    /// <summary>Timestamp of when it became ready; <see langword="null"/>: it is not.</summary>
    public long? ReadyAt { get; set; }

    /// <summary>How long it took to become ready, as the master was told; <see langword="null"/>: he was not.</summary>
    public TimeSpan? ReadyAfter { get; set; }

    /// <summary>More about <see cref="EndCause"/>.</summary>
    public string? EndDetail { get; set; }

    /// <summary>Why its last readiness probe failed.</summary>
    public string? LastFailure { get; set; }

    /// <summary>Why it is being ended.</summary>
    public WorkerEndCause EndCause { get; set; }

    /// <summary>Whether it was killed because its grace period was over.</summary>
    public bool IsGraceElapsed { get; set; }

    /// <summary>Whether its end is followed by a decision about the next incarnation: it hung, or it is replaced.</summary>
    public bool IsToBeFollowed => EndCause is not (WorkerEndCause.Itself or WorkerEndCause.Retired or WorkerEndCause.PoolStopped);

    /// <summary>Whether the master was told that the worker ended as it was told to.</summary>
    public bool IsEndTold { get; set; }

    /// <summary>How many starts of this incarnation the machine had no room for.</summary>
    public int FailedStarts { get; set; }

    /// <summary>How the worker is being stopped; <see langword="null"/> as long as it is wanted.</summary>
    public StopSequence? Stop { get; set; }

    /// <summary>Where <see cref="Stop"/> is.</summary>
    public StopPhase StopPhase { get; set; }

    /// <summary>Which process, once the program runs or ran.</summary>
    public ProcessIdentity? Identity => Handle is { Started.IsCompletedSuccessfully: true } handle ? handle.Started.Result : null;

    public int? Pid => Identity?.Pid;

    /// <summary>Whether there is a process that has not ended, or may yet come to be.</summary>
    public bool IsAlive => Handle is { Exited.IsCompleted: false };

    public void BeginNextIncarnation(long notBefore)
    {
        NotBefore = notBefore;
        Worker = Worker with { Incarnation = Worker.Incarnation + 1 };
        Handle = null;
        Options = null;
        IsAnnounced = false;
        HasRun = false;
        FailedStarts = 0;
        ReadyAt = null;
        ReadyAfter = null;
        EndDetail = null;
        LastFailure = null;
        EndCause = WorkerEndCause.Itself;
        IsGraceElapsed = false;
        Stop = null;
    }
}
