namespace Kamisama.Actors;

/// <summary>What a worker is doing.</summary>
public enum WorkerState
{
    /// <summary>Its process is being started.</summary>
    Starting,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>The machine had no room for its process (EAGAIN, EMFILE, …); the start is tried again soon.</summary>
    Waiting,

    /// <summary>It was told to end and is not gone yet.</summary>
    Stopping,
}
