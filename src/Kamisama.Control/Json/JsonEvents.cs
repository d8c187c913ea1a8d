using System.Diagnostics;
using System.Text.Json;
using Kamisama.Actors;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Control;

/// <summary>Events as fields of a JSON object: in the lines of <c>--log-format json</c>, and on the control socket.</summary>
internal static class JsonEvents
{
    // Spelled out, not made from type names: these are an interface, and a type may be renamed.
    public static string NameOf(SupervisionEvent supervisionEvent) => supervisionEvent switch
    {
        PoolStarted => "pool_started",
        WorkerStarted => "worker_started",
        WorkerStartDelayed => "worker_start_delayed",
        WorkerReady => "worker_ready",
        WorkerTimedOut => "worker_timed_out",
        WorkerReplacing => "worker_replacing",
        RollingRestartStarted => "rolling_restart_started",
        RollingRestartEnded => "rolling_restart_ended",
        WorkerExited => "worker_exited",
        PoolScaled => "pool_scaled",
        PoolReconfigured => "pool_reconfigured",
        ReloadFailed => "reload_failed",
        RequestIgnored => "request_ignored",
        WorkerRetiring => "worker_retiring",
        WorkerKilled => "worker_killed",
        WorkerUnkillable => "worker_unkillable",
        RespawnLimitBreached => "respawn_limit_breached",
        PoolStopping => "pool_stopping",
        PoolStopped => "pool_stopped",
        PoolRestarting => "pool_restarting",
        StatusReported => "status_reported",
        OutputDropped => "output_dropped",
        OutputFailed => "output_failed",
        OutputRecovered => "output_recovered",
        OutputLost => "output_lost",
        LogsReopened => "logs_reopened",
        InternalFault => "internal_fault",
        _ => throw new UnreachableException($"{supervisionEvent}"),
    };

    public static void WriteFields(Utf8JsonWriter json, SupervisionEvent supervisionEvent)
    {
        switch (supervisionEvent)
        {
            case PoolStarted started:
                json.WriteNumber("instances", started.Instances);
                break;
            case WorkerStarted(_, var worker, var process):
                JsonFields.WriteWorker(json, worker, process.Pid);
                break;
            case WorkerStartDelayed(_, var worker, var error, var delay):
                JsonFields.WriteWorker(json, worker, pid: null);
                JsonFields.WriteError(json, error);
                json.WriteNumber("nextTrySeconds", delay.TotalSeconds);
                break;
            case WorkerExited exited:
                JsonFields.WriteReport(json, exited.Report);
                break;
            case WorkerReady or WorkerTimedOut or WorkerReplacing or RollingRestartStarted or RollingRestartEnded:
                JsonFields.WriteHealth(json, supervisionEvent);
                break;
            case PoolScaled scaled:
                json.WriteNumber("from", scaled.From);
                json.WriteNumber("to", scaled.To);
                break;
            case PoolReconfigured reconfigured:
                JsonFields.WriteChange(json, reconfigured);
                break;
            case ReloadFailed(_, var reason):
                json.WriteString("reason", reason);
                break;
            case RequestIgnored ignored:
                json.WriteString("request", ignored.Request);
                json.WriteString("reason", ignored.Reason);
                break;
            case WorkerRetiring(_, var worker, var pid):
                JsonFields.WriteWorker(json, worker, pid);
                break;
            case WorkerKilled(_, var worker, var pid):
                JsonFields.WriteWorker(json, worker, pid);
                break;
            case WorkerUnkillable(_, var worker, var pid):
                JsonFields.WriteWorker(json, worker, pid);
                break;
            case RespawnLimitBreached breached:
                JsonFields.WriteOutcome(json, breached.Outcome);
                break;
            case PoolStopping stopping:
                json.WriteString("mode", JsonNames.Of(stopping.Mode));
                json.WriteString("reason", stopping.Reason);
                json.WriteNumber("workers", stopping.Workers);
                break;
            case PoolStopped stopped:
                JsonFields.WriteOutcome(json, stopped.Outcome);
                break;
            case PoolRestarting restarting:
                JsonFields.WriteRestart(json, restarting);
                break;
            case StatusReported reported:
                JsonFields.WriteStatus(json, reported.Status);
                break;
            case OutputDropped or OutputFailed or OutputRecovered or OutputLost or LogsReopened:
                JsonFields.WriteOutput(json, supervisionEvent);
                break;
            case InternalFault(_, var worker, var cause):
                if (worker is { } failed)
                {
                    JsonFields.WriteWorker(json, failed, pid: null);
                }

                json.WriteString("fault", cause.ToString());
                break;
            default:
                throw new UnreachableException($"{supervisionEvent}");
        }
    }
}
