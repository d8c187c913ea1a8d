namespace Kamisama.Actors;

/// <summary>What a worker is doing.</summary>
public enum WorkerState
{
    /// <summary>Its process is being started, or runs and is not ready yet.</summary>
    Starting,

    /// <summary>Its process runs, and is ready.</summary>
    Running,

    /// <summary>Its start waits for its turn (start stagger), or until the machine has room for its process (EAGAIN, EMFILE, …).</summary>
    Waiting,

    /// <summary>Its last incarnation died, and the next one is started when the back-off is over.</summary>
    BackingOff,

    /// <summary>It was told to end so that its next incarnation takes its place: it hung, was too slow to start, or is replaced.</summary>
    Restarting,

    /// <summary>It was told to end and is not gone yet.</summary>
    Stopping,
}
