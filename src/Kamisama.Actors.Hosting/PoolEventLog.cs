using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Kamisama.Actors.Hosting;

/// <summary>Writes each event of a pool to the log.</summary>
internal static class PoolEventLog
{
    public static void Write(ILogger logger, SupervisionEvent supervisionEvent)
    {
        string pool = supervisionEvent.Pool;
        switch (supervisionEvent)
        {
            case SupervisionEvent.PoolStarted started:
                Log.PoolStarted(logger, pool, started.Instances);
                break;
            case SupervisionEvent.PoolScaled scaled:
                Log.PoolScaled(logger, pool, scaled.From, scaled.To);
                break;
            case SupervisionEvent.RequestIgnored ignored:
                Log.RequestIgnored(logger, pool, ignored.Request, ignored.Reason);
                break;
            case SupervisionEvent.RespawnLimitBreached:
                Log.RespawnLimitBreached(logger, pool, supervisionEvent);
                break;
            case SupervisionEvent.PoolStopping stopping:
                Log.PoolStopping(logger, pool, stopping.Reason, stopping.Workers, stopping.Mode);
                break;
            case SupervisionEvent.PoolStopped stopped:
                Log.PoolStopped(logger, pool, stopped.Outcome);
                break;
            case SupervisionEvent.PoolRestarting:
                Log.PoolRestarting(logger, pool, supervisionEvent);
                break;
            case SupervisionEvent.StatusReported:
                Log.StatusReported(logger, pool, supervisionEvent);
                break;
            case SupervisionEvent.InternalFault fault:
                Log.InternalFault(logger, fault.Cause, pool, fault.Worker?.Index);
                break;
            case SupervisionEvent.RollingRestartStarted or SupervisionEvent.RollingRestartEnded:
                Log.RollingRestart(logger, pool, supervisionEvent);
                break;
            case SupervisionEvent.OutputDropped or SupervisionEvent.OutputFailed or SupervisionEvent.OutputLost:
                Log.OutputLost(logger, pool, supervisionEvent);
                break;
            case SupervisionEvent.OutputRecovered or SupervisionEvent.LogsReopened:
                Log.OutputRestored(logger, pool, supervisionEvent);
                break;
            case SupervisionEvent.PoolReconfigured:
                Log.PoolReconfigured(logger, pool, supervisionEvent);
                break;
            case SupervisionEvent.ReloadFailed failed:
                Log.ReloadFailed(logger, pool, failed.Reason);
                break;
            default:
                WriteWorker(logger, pool, supervisionEvent);
                break;
        }
    }

    private static void WriteWorker(ILogger logger, string pool, SupervisionEvent supervisionEvent)
    {
        switch (supervisionEvent)
        {
            case SupervisionEvent.WorkerStarted { Worker: var worker } started:
                Log.WorkerStarted(logger, pool, worker.Index, started.Process.Pid, worker.Incarnation);
                break;
            case SupervisionEvent.WorkerStartDelayed { Worker: var worker } delayed:
                Log.WorkerStartDelayed(logger, pool, worker.Index, worker.Incarnation, delayed.Error, delayed.Delay);
                break;
            case SupervisionEvent.WorkerExited exited:
                WriteExit(logger, pool, exited.Report);
                break;
            case SupervisionEvent.WorkerRetiring { Worker: var worker } retiring:
                Log.WorkerRetiring(logger, pool, worker.Index, retiring.Pid, worker.Incarnation);
                break;
            case SupervisionEvent.WorkerReady { Worker: var worker } ready:
                Log.WorkerReady(logger, pool, worker.Index, ready.Pid, worker.Incarnation, ready.After);
                break;
            case SupervisionEvent.WorkerTimedOut { Worker: var worker } timedOut:
                Log.WorkerTimedOut(logger, pool, worker.Index, timedOut.Pid, worker.Incarnation, timedOut.Cause, timedOut.Detail);
                break;
            case SupervisionEvent.WorkerReplacing { Worker: var worker } replacing:
                Log.WorkerReplacing(logger, pool, worker.Index, replacing.Pid, worker.Incarnation, replacing.Cause, replacing.Successor.Index, replacing.Detail);
                break;
            case SupervisionEvent.WorkerKilled { Worker: var worker } killed:
                Log.WorkerKilled(logger, pool, worker.Index, killed.Pid, worker.Incarnation);
                break;
            case SupervisionEvent.WorkerUnkillable { Worker: var worker } unkillable:
                Log.WorkerUnkillable(logger, pool, worker.Index, unkillable.Pid, worker.Incarnation);
                break;
            default:
                throw new UnreachableException($"{supervisionEvent}");
        }
    }

    private static void WriteExit(ILogger logger, string pool, WorkerExitReport exit)
    {
        WorkerId worker = exit.Worker;
        switch (exit.Decision)
        {
            case RespawnDecision.Respawn when exit.Class == ExitClass.Recycled:
                Log.WorkerReplaced(logger, pool, worker.Index, exit.Pid, worker.Incarnation, exit.Cause);
                break;
            case RespawnDecision.Respawn:
                Log.WorkerRespawned(
                    logger, pool, worker.Index, exit.Pid, worker.Incarnation, exit.Exit, exit.Uptime, exit.RespawnsInInterval, exit.RespawnLimit, exit.RespawnInterval);
                break;
            case RespawnDecision.Retire:
            case RespawnDecision.Stop:
            case RespawnDecision.Finish when exit.Class == ExitClass.Clean:
                Log.WorkerEnded(logger, pool, worker.Index, exit.Pid, worker.Incarnation, exit.Exit);
                break;
            case RespawnDecision.Finish:
            case RespawnDecision.Discard:
            case RespawnDecision.GiveUp:
            case RespawnDecision.CouldNotStart:
                Log.WorkerLost(logger, pool, worker.Index, exit.Pid, worker.Incarnation, exit.Exit, exit.Uptime);
                break;
        }
    }
}
