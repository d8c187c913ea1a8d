using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Everything a pool tells the world, on the event stream of its actor system. Exactly one of the nested cases.</summary>
/// <remarks><see cref="object.ToString"/> gives a line for people, for a breach several; programs read the properties, the text may change.</remarks>
public abstract record SupervisionEvent
{
    private SupervisionEvent(string pool) => Pool = pool;

    /// <summary>The name of the pool; "kamisama" where the group of all pools is meant.</summary>
    public string Pool { get; }

    /// <summary>When, by the wall clock, in UTC. For people: intervals are never computed from it.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Once, before the first worker is started.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Instances">How many workers are started.</param>
    public sealed record PoolStarted(string Pool, int Instances) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"starting {Texts.Count(Instances, "worker")}";
    }

    /// <summary>Once for each incarnation, when its program runs.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Worker">Which worker.</param>
    /// <param name="Process">Its process.</param>
    public sealed record WorkerStarted(string Pool, WorkerId Worker, ProcessIdentity Process) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            $"{Worker} (pid {Process.Pid}) started{(Worker.Incarnation > 0 ? $", incarnation {Worker.Incarnation}" : "")}";
    }

    /// <summary>Once for each incarnation that becomes ready, in a pool that has <see cref="WorkerPoolOptions.Readiness"/>.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Worker">Which worker.</param>
    /// <param name="Pid">Its process.</param>
    /// <param name="After">How long after its program was executed.</param>
    public sealed record WorkerReady(string Pool, WorkerId Worker, int? Pid, TimeSpan After) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Worker} (pid {Pid}) is ready after {Texts.Seconds(After)}";
    }

    /// <summary>Once for each worker that was not ready in time or was found to hang. It is being ended.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Worker">Which worker.</param>
    /// <param name="Pid">Its process, if it had got that far.</param>
    /// <param name="Cause">Start timeout, watchdog or liveness.</param>
    /// <param name="Detail">More about it: the last failure of a probe, how long it was silent.</param>
    public sealed record WorkerTimedOut(string Pool, WorkerId Worker, int? Pid, WorkerEndCause Cause, string? Detail) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Worker} (pid {Pid}) {What}{(Detail is null ? "" : $" ({Detail})")} and is being ended";

        private string What => Cause switch
        {
            WorkerEndCause.StartTimeout => "was not ready in time",
            WorkerEndCause.Watchdog => "missed its heartbeat",
            _ => "failed its probes",
        };
    }

    /// <summary>Once for each worker that is about to be replaced by a new one: by age, memory limit or a rolling restart.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Worker">The worker that goes.</param>
    /// <param name="Pid">Its process.</param>
    /// <param name="Cause">Why.</param>
    /// <param name="Successor">The worker that comes: in the same slot, or with surge in another one, which is started first.</param>
    /// <param name="Detail">More about it: how old, how large.</param>
    public sealed record WorkerReplacing(
        string Pool, WorkerId Worker, int? Pid, WorkerEndCause Cause, WorkerId Successor, string Detail) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            $"replacing {Worker} (pid {Pid}){(Successor.Index == Worker.Index ? "" : $" by {Successor}")}: {What}{(Detail.Length == 0 ? "" : $" ({Detail})")}";

        private string What => Cause switch
        {
            WorkerEndCause.Memory => "memory limit",
            WorkerEndCause.Age => "age",
            _ => "rolling restart",
        };
    }

    /// <summary>Once for each rolling restart, when it begins.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Workers">How many workers are to be replaced.</param>
    public sealed record RollingRestartStarted(string Pool, int Workers) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"rolling restart of {Texts.Count(Workers, "worker")}";
    }

    /// <summary>Once for each rolling restart, when it is over.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Result">How it ended.</param>
    public sealed record RollingRestartEnded(string Pool, RollingRestartResult Result) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"rolling restart: {Result}";
    }

    /// <summary>Each time the machine had no room for a worker's process; the start is tried again by itself.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Worker">Which worker.</param>
    /// <param name="Error">Why.</param>
    /// <param name="Delay">When the next try follows.</param>
    public sealed record WorkerStartDelayed(string Pool, WorkerId Worker, ProcessStartError Error, TimeSpan Delay) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Worker} could not be started yet: {Error}; next try in {Texts.Seconds(Delay)}";
    }

    /// <summary>Once for each incarnation that has ended, also for one that could not be started.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Report">How it ended, and what the pool does about it.</param>
    public sealed record WorkerExited(string Pool, WorkerExitReport Report) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => Report.ToString();
    }

    /// <summary>Each time the pool changes the number of workers on request.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="From">How many were wanted.</param>
    /// <param name="To">How many are wanted now.</param>
    public sealed record PoolScaled(string Pool, int From, int To) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"scaling from {From} to {Texts.Count(To, "worker")}";
    }

    /// <summary>Each time other options are in force in a pool that runs; what they call for follows it.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Changed">The names of the options that differ, as in <see cref="WorkerPoolOptions"/>.</param>
    /// <param name="WorkersReplaced">Whether a rolling restart follows.</param>
    public sealed record PoolReconfigured(string Pool, IReadOnlyList<string> Changed, bool WorkersReplaced) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            $"reconfigured: {string.Join(", ", Changed)}{(WorkersReplaced ? "; workers are replaced" : "")}";
    }

    /// <summary>Each time a request to reload the configuration could not be followed; the former one stays in force.</summary>
    /// <param name="Pool">The name of the pool; "kamisama" for a group.</param>
    /// <param name="Reason">Why.</param>
    public sealed record ReloadFailed(string Pool, string Reason) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"the configuration stays as it was: {Reason}";
    }

    /// <summary>A request that changes nothing, and why.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Request">What was asked for.</param>
    /// <param name="Reason">Why nothing is done.</param>
    public sealed record RequestIgnored(string Pool, string Request, string Reason) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Request} ignored: {Reason}";
    }

    /// <summary>Once for each worker that is told to end because the pool shrinks.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Worker">Which worker.</param>
    /// <param name="Pid">Its process, if there is one.</param>
    public sealed record WorkerRetiring(string Pool, WorkerId Worker, int? Pid) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"retiring {Worker}{(Pid is { } pid ? $" (pid {pid})" : "")}";
    }

    /// <summary>Once for each worker that did not end within the grace period, or was given none, and was killed.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Worker">Which worker.</param>
    /// <param name="Pid">Its process, if it had got that far.</param>
    public sealed record WorkerKilled(string Pool, WorkerId Worker, int? Pid) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Worker} (pid {Pid}) was sent KILL";
    }

    /// <summary>Once for each worker that did not even end after KILL (see "D" in proc_pid_status(5)); it is left behind.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Worker">Which worker.</param>
    /// <param name="Pid">Its process, if it had got that far.</param>
    public sealed record WorkerUnkillable(string Pool, WorkerId Worker, int? Pid) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Worker} (pid {Pid}) did not end after KILL: it hangs in the kernel and is left behind";
    }

    /// <summary>Once, when the respawn limit forbids a respawn: the pool gives up. Its text has several lines.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Outcome">The limit, the interval and the last exits.</param>
    public sealed record RespawnLimitBreached(string Pool, PoolOutcome.RespawnLimitBreached Outcome) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            $"giving up: {Outcome.Summary}";
    }

    /// <summary>When the stop of a pool that had workers begins, and again each time it becomes more urgent.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Mode">How urgent.</param>
    /// <param name="Reason">Why: a signal, a request, the respawn limit.</param>
    /// <param name="Workers">How many workers are still there.</param>
    public sealed record PoolStopping(string Pool, StopMode Mode, string Reason, int Workers) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => Mode switch
        {
            StopMode.Immediate => $"{Reason}: killing {Texts.Count(Workers, "worker")}",
            StopMode.Drain => $"{Reason}: stopping {Texts.Count(Workers, "worker")}, with no time limit",
            StopMode.Graceful => $"{Reason}: stopping {Texts.Count(Workers, "worker")}",
        };
    }

    /// <summary>Once, when the last worker is gone.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Outcome">Why the pool is over.</param>
    public sealed record PoolStopped(string Pool, PoolOutcome Outcome) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => Outcome.ToString();
    }

    /// <summary>Each time a pool of a group gave up and is started again; the events of its stop precede it, those of its start follow.</summary>
    /// <param name="Pool">The name of the pool that gave up.</param>
    /// <param name="Reason">How it ended.</param>
    /// <param name="Strategy">Which other pools are stopped and started with it.</param>
    /// <param name="Pools">The names of all pools that are restarted, in the order of their start.</param>
    /// <param name="RestartsInInterval">Restarts in the interval, this one included.</param>
    /// <param name="RestartLimit">The limit.</param>
    /// <param name="RestartInterval">The interval.</param>
    public sealed record PoolRestarting(
        string Pool,
        PoolOutcome Reason,
        PoolStrategy Strategy,
        IReadOnlyList<string> Pools,
        int RestartsInInterval,
        int RestartLimit,
        TimeSpan RestartInterval) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            $"pool '{Pool}' {Reason}; restarting {string.Join(", ", Pools)}; restart {RestartsInInterval} of {RestartLimit} in {Texts.Seconds(RestartInterval)}";
    }

    /// <summary>Each time a status report was asked for (SIGUSR2).</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Status">The status.</param>
    public sealed record StatusReported(string Pool, PoolStatus Status) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            $"{Texts.Count(Status.Instances, "worker")} wanted, {Status.RespawnsInInterval} respawns in the interval: "
            + string.Join(", ", Status.Workers.Select(w =>
                $"{w.Worker.Index} {w.State.ToString().ToLowerInvariant()} pid {w.Pid?.ToString() ?? "-"} incarnation {w.Worker.Incarnation} up {Texts.Seconds(w.Uptime)}{(w.StatusText is null ? "" : $" ({w.StatusText})")}"))
            + (Status.OutputLost == default ? "" : $"; {Status.OutputLost} of output lost");
    }

    /// <summary>When output of a worker was dropped because it came faster than it was taken away, and the pool is told to drop; at most once a second for each stream, and at its end.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Worker">Which worker.</param>
    /// <param name="Stream">Which of its streams.</param>
    /// <param name="Loss">How much since the last such event.</param>
    public sealed record OutputDropped(string Pool, WorkerId Worker, OutputStream Stream, OutputLoss Loss) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Worker}: {Loss} of {LineFormat.NameOf(Stream)} dropped, they came faster than they were taken";
    }

    /// <summary>When a log can't be written, once until it can be again. What comes meanwhile is dropped and counted; no worker waits for it.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Target">The file, socket or stream.</param>
    /// <param name="Error">Why.</param>
    public sealed record OutputFailed(string Pool, string Target, string Error) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"output can't be written to {Target}: {Error}; trying again while workers write";
    }

    /// <summary>When a log is written again after <see cref="OutputFailed"/>.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Target">The file, socket or stream.</param>
    /// <param name="Loss">What was dropped meanwhile.</param>
    /// <param name="After">How long it took.</param>
    public sealed record OutputRecovered(string Pool, string Target, OutputLoss Loss, TimeSpan After) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"output is written to {Target} again after {Texts.Seconds(After)}; {Loss} lost";
    }

    /// <summary>At the end of a pool, once for each log that could not be written again after <see cref="OutputFailed"/>.</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Target">The file, socket or stream.</param>
    /// <param name="Loss">What was dropped since then.</param>
    /// <param name="After">How long ago that was.</param>
    public sealed record OutputLost(string Pool, string Target, OutputLoss Loss, TimeSpan After) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"output could not be written to {Target} any more, for {Texts.Seconds(After)}; {Loss} lost";
    }

    /// <summary>Each time the log files were opened anew on request (SIGUSR1).</summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Files">How many.</param>
    public sealed record LogsReopened(string Pool, int Files) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Texts.Count(Files, "log file")} reopened";
    }

    /// <summary>
    /// Each time the code of the framework itself failed, or that of a process host given to it. The actor was restarted or made
    /// anew; processes are neither lost nor doubled by it. Worth a report to the authors.
    /// </summary>
    /// <param name="Pool">The name of the pool.</param>
    /// <param name="Worker">Whose actor failed; <see langword="null"/>: the master.</param>
    /// <param name="Cause">What was thrown.</param>
    public sealed record InternalFault(string Pool, WorkerId? Worker, Exception Cause) : SupervisionEvent(Pool)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            $"internal fault of {Worker?.ToString() ?? "the master"}, recovered: {Cause.GetType().Name}: {Cause.Message}";
    }
}
