namespace Kamisama.Actors;

/// <summary>What a worker is doing.</summary>
public enum WorkerState
{
    /// <summary>Its process is being started.</summary>
    Starting,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its start waits for its turn (start stagger), or until the machine has room for its process (EAGAIN, EMFILE, …).</summary>
    Waiting,

    /// <summary>Its last incarnation died, and the next one is started when the back-off is over.</summary>
    BackingOff,

    /// <summary>It was told to end and is not gone yet.</summary>
    Stopping,
}
