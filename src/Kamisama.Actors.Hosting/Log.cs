using Kamisama.Processes;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Kamisama.Actors.Hosting;

/// <summary>Every line that a pool writes to the log, in the category Kamisama.Actors.WorkerPool. Ids are never used again.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Pool}: starting {Instances} workers")]
    public static partial void PoolStarted(ILogger logger, string pool, int instances);

    [LoggerMessage(2, LogLevel.Information, "{Pool}: worker {Worker} (pid {Pid}) started, incarnation {Incarnation}")]
    public static partial void WorkerStarted(ILogger logger, string pool, int worker, int pid, int incarnation);

    [LoggerMessage(3, LogLevel.Warning, "{Pool}: worker {Worker} could not be started yet, incarnation {Incarnation}: {Error}; next try in {Delay}")]
    public static partial void WorkerStartDelayed(
        ILogger logger, string pool, int worker, int incarnation, ProcessStartError error, TimeSpan delay);

    [LoggerMessage(4, LogLevel.Information, "{Pool}: worker {Worker} (pid {Pid}) ended as it was told to, incarnation {Incarnation}: {Exit}")]
    public static partial void WorkerEnded(ILogger logger, string pool, int worker, int? pid, int incarnation, ProcessExit exit);

    [LoggerMessage(5, LogLevel.Warning, "{Pool}: worker {Worker} (pid {Pid}) died, incarnation {Incarnation}: {Exit} after {Uptime}; respawn {Respawns} of {Limit} in {Interval}")]
    public static partial void WorkerRespawned(
        ILogger logger, string pool, int worker, int? pid, int incarnation, ProcessExit exit, TimeSpan uptime, int respawns, int? limit, TimeSpan interval);

    [LoggerMessage(6, LogLevel.Error, "{Pool}: worker {Worker} (pid {Pid}) died, incarnation {Incarnation}: {Exit} after {Uptime}; not respawned")]
    public static partial void WorkerLost(
        ILogger logger, string pool, int worker, int? pid, int incarnation, ProcessExit exit, TimeSpan uptime);

    [LoggerMessage(7, LogLevel.Information, "{Pool}: scaling from {From} to {To} workers")]
    public static partial void PoolScaled(ILogger logger, string pool, int from, int to);

    [LoggerMessage(8, LogLevel.Information, "{Pool}: {Request} ignored: {Reason}")]
    public static partial void RequestIgnored(ILogger logger, string pool, string request, string reason);

    [LoggerMessage(9, LogLevel.Information, "{Pool}: retiring worker {Worker} (pid {Pid}), incarnation {Incarnation}")]
    public static partial void WorkerRetiring(ILogger logger, string pool, int worker, int? pid, int incarnation);

    [LoggerMessage(10, LogLevel.Warning, "{Pool}: worker {Worker} (pid {Pid}) was sent KILL, incarnation {Incarnation}")]
    public static partial void WorkerKilled(ILogger logger, string pool, int worker, int? pid, int incarnation);

    [LoggerMessage(11, LogLevel.Error, "{Pool}: worker {Worker} (pid {Pid}) did not end after KILL and is left behind, incarnation {Incarnation}")]
    public static partial void WorkerUnkillable(ILogger logger, string pool, int worker, int? pid, int incarnation);

    [LoggerMessage(12, LogLevel.Critical, "{Pool}: {Breach}")]
    public static partial void RespawnLimitBreached(ILogger logger, string pool, SupervisionEvent breach);

    [LoggerMessage(13, LogLevel.Information, "{Pool}: {Reason}: stopping {Workers} workers, {Mode}")]
    public static partial void PoolStopping(ILogger logger, string pool, string reason, int workers, StopMode mode);

    [LoggerMessage(14, LogLevel.Information, "{Pool}: over: {Outcome}")]
    public static partial void PoolStopped(ILogger logger, string pool, PoolOutcome outcome);

    [LoggerMessage(15, LogLevel.Information, "{Pool}: {Status}")]
    public static partial void StatusReported(ILogger logger, string pool, SupervisionEvent status);

    [LoggerMessage(16, LogLevel.Error, "{Pool}: internal fault of worker {Worker} (none: the master), recovered")]
    public static partial void InternalFault(ILogger logger, Exception cause, string pool, int? worker);

    [LoggerMessage(17, LogLevel.Critical, "{Pool}: {Outcome}: the host is stopped, with exit code {ExitCode}")]
    public static partial void HostIsStopped(ILogger logger, string pool, PoolOutcome outcome, int exitCode);

    [LoggerMessage(18, LogLevel.Error, "{Pool}: {Outcome}: the host goes on without this pool")]
    public static partial void HostGoesOn(ILogger logger, string pool, PoolOutcome outcome);

    [LoggerMessage(19, LogLevel.Warning, "The shutdown phase '{Phase}' ends after {Timeout}, but the worker pools may need {Needed}: workers may be left to the kernel. Configure a longer timeout of the phase, or none.")]
    public static partial void PhaseTooShort(ILogger logger, string phase, TimeSpan timeout, TimeSpan needed);

    [LoggerMessage(20, LogLevel.Information, "{Pool}: worker {Worker} (pid {Pid}) ended to be replaced ({Cause}), incarnation {Incarnation}")]
    public static partial void WorkerReplaced(ILogger logger, string pool, int worker, int? pid, int incarnation, WorkerEndCause cause);

    [LoggerMessage(21, LogLevel.Error, "{Pool}: {Restart}")]
    public static partial void PoolRestarting(ILogger logger, string pool, SupervisionEvent restart);

    [LoggerMessage(22, LogLevel.Information, "{Pool}: worker {Worker} (pid {Pid}) is ready after {After}, incarnation {Incarnation}")]
    public static partial void WorkerReady(ILogger logger, string pool, int worker, int? pid, int incarnation, TimeSpan after);

    [LoggerMessage(23, LogLevel.Warning, "{Pool}: worker {Worker} (pid {Pid}) is being ended, incarnation {Incarnation}: {Cause} ({Detail})")]
    public static partial void WorkerTimedOut(
        ILogger logger, string pool, int worker, int? pid, int incarnation, WorkerEndCause cause, string? detail);

    [LoggerMessage(24, LogLevel.Information, "{Pool}: replacing worker {Worker} (pid {Pid}), incarnation {Incarnation}, by worker {Successor}: {Cause} {Detail}")]
    public static partial void WorkerReplacing(
        ILogger logger, string pool, int worker, int? pid, int incarnation, WorkerEndCause cause, int successor, string detail);

    [LoggerMessage(25, LogLevel.Information, "{Pool}: {Restart}")]
    public static partial void RollingRestart(ILogger logger, string pool, SupervisionEvent restart);

    [LoggerMessage(26, LogLevel.Warning, "{Pool}: {Output}")]
    public static partial void OutputLost(ILogger logger, string pool, SupervisionEvent output);

    [LoggerMessage(27, LogLevel.Information, "{Pool}: {Output}")]
    public static partial void OutputRestored(ILogger logger, string pool, SupervisionEvent output);

    [LoggerMessage(28, LogLevel.Information, "{Pool}: {Change}")]
    public static partial void PoolReconfigured(ILogger logger, string pool, SupervisionEvent change);

    [LoggerMessage(29, LogLevel.Error, "{Pool}: the configuration stays as it was: {Reason}")]
    public static partial void ReloadFailed(ILogger logger, string pool, string reason);
}
