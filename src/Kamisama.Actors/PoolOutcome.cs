using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Why a pool is over. Exactly one of the nested cases.</summary>
public abstract record PoolOutcome
{
    private PoolOutcome()
    {
    }

    /// <summary>What a program that ran only this pool returns: 0 stopped on request or finished, 1 respawn limit, 3 could not start, 4 finished with failures, 70 internal fault, 130 forced by SIGINT.</summary>
    public abstract int ExitCode { get; }

    /// <summary>It was asked to stop.</summary>
    /// <param name="Forced">Whether a second request had the workers killed at once.</param>
    /// <param name="Signal">The number of the signal that asked, or that forced it; <see langword="null"/>: a message.</param>
    public sealed record Stopped(bool Forced, int? Signal) : PoolOutcome
    {
        private const int SigInt = 2;

        /// <inheritdoc/>
        public override int ExitCode => Forced && Signal == SigInt ? 128 + SigInt : 0;

        /// <inheritdoc/>
        public override string ToString() => Forced ? "stopped by force" : "stopped";
    }

    /// <summary>The workers had to be respawned more often than the respawn limit allows.</summary>
    /// <param name="Limit">The respawn limit.</param>
    /// <param name="Interval">The respawn interval.</param>
    /// <param name="LastExits">The last deaths, oldest first; the last one is the breach.</param>
    public sealed record RespawnLimitBreached(int Limit, TimeSpan Interval, IReadOnlyList<WorkerExitReport> LastExits) : PoolOutcome
    {
        /// <inheritdoc/>
        public override int ExitCode => 1;

        /// <summary>Why it gave up, in a few lines: the last deaths, those alike counted together, and the last words of who died, if they were kept.</summary>
        public string Summary => BreachSummary.Of(this);

        /// <inheritdoc/>
        public override string ToString() =>
            $"gave up: more than {Texts.Count(Limit, "respawn")} in {Texts.Seconds(Interval)}";
    }

    /// <summary>All workers ended, and none of them was to be respawned: see <see cref="WorkerPoolOptions.Restart"/>.</summary>
    /// <param name="Failed">How many workers were over with an end that was not <see cref="ExitClass.Clean"/>.</param>
    public sealed record Finished(int Failed) : PoolOutcome
    {
        /// <inheritdoc/>
        public override int ExitCode => Failed == 0 ? 0 : 4;

        /// <inheritdoc/>
        public override string ToString() => Failed == 0 ? "all workers have finished" : $"all workers have finished, {Failed} of them with a failure";
    }

    /// <summary>No worker could be started at all.</summary>
    /// <param name="Error">Why the first one could not.</param>
    public sealed record CouldNotStart(ProcessStartError Error) : PoolOutcome
    {
        /// <inheritdoc/>
        public override int ExitCode => 3;

        /// <inheritdoc/>
        public override string ToString() => "could not start any worker";
    }

    /// <summary>
    /// The code of the framework itself failed again and again, and could not be mended by a restart. The workers were ended. Worth
    /// a report to the authors.
    /// </summary>
    /// <param name="Cause">The last failure; the <see cref="SupervisionEvent.InternalFault"/> events tell of all.</param>
    public sealed record Faulted(Exception Cause) : PoolOutcome
    {
        /// <inheritdoc/>
        public override int ExitCode => 70;

        /// <inheritdoc/>
        public override string ToString() => $"ended by an internal fault: {Cause.Message}";
    }
}
