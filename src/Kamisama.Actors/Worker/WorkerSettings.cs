using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>What all workers of a pool share.</summary>
/// <param name="options">The options of the pool, with a command.</param>
/// <param name="host">Starts the processes.</param>
/// <param name="prober">Puts probes to workers.</param>
/// <param name="time">The clock of uptimes.</param>
/// <param name="seed">What jitter is drawn from when the options don't say.</param>
/// <param name="stopping">
/// Cancelled by the decision to stop the pool. It reaches a start that is already on its way to the host, which a message
/// behind that start could not: after the decision nothing is spawned.
/// </param>
/// <param name="output">Where the workers' output goes; <see langword="null"/>: past the master.</param>
internal sealed class WorkerSettings(
    WorkerPoolOptions options, IProcessHost host, IProber prober, TimeProvider time, int seed, CancellationToken stopping, PoolOutput? output = null)
{
    // The default of the grace period, for pools that have no limit.
    private static readonly TimeSpan GraceOfHung = TimeSpan.FromSeconds(10);

    // The one thing that changes, as a whole: written by the master, read by all workers.
    private volatile WorkerPoolOptions _options = options;

    /// <summary>The newest options of the pool. What a process was started under is in <see cref="WorkerProcess.Options"/>.</summary>
    public WorkerPoolOptions Options => _options;

    public IProcessHost Host => host;

    public IProber Prober => prober;

    public TimeProvider Time => time;

    public int Seed => _options.Seed ?? seed;

    public CancellationToken Stopping => stopping;

    public PoolOutput? Output => output;

    /// <summary>Other options are in force from now on.</summary>
    public void Change(WorkerPoolOptions options) => _options = options;

    /// <summary>The timestamp that the clock will show after a time.</summary>
    public long TimestampAfter(TimeSpan time) => Time.GetTimestamp() + (long)Math.Round(time.TotalSeconds * Time.TimestampFrequency);

    /// <summary>How a worker is ended.</summary>
    /// <param name="isDrain">Whether it has all the time it needs.</param>
    public StopSequence StopSequence(bool isDrain = false)
    {
        WorkerPoolOptions now = _options;
        return new(now.StopSignal, isDrain ? null : now.GracePeriod, now.KillDelay, now.QuietSignal, now.QuietPeriod);
    }

    /// <summary>How a worker that hangs is ended: asked, for it may only be slow, but not told to be quiet, and never waited for without end.</summary>
    public StopSequence StopSequenceOfHung()
    {
        WorkerPoolOptions now = _options;
        return new(now.StopSignal, now.GracePeriod ?? GraceOfHung, now.KillDelay);
    }
}
