using System.Diagnostics;
using System.Text.Json;
using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Control;

/// <summary>The parts that JSON lines of several events share.</summary>
internal static class JsonFields
{
    public static void WriteWorker(Utf8JsonWriter json, WorkerId worker, int? pid)
    {
        json.WriteNumber("worker", worker.Index);
        json.WriteNumber("incarnation", worker.Incarnation);
        WriteNumberOrNull(json, "pid", pid);
    }

    public static void WriteReport(Utf8JsonWriter json, WorkerExitReport report)
    {
        WriteWorker(json, report.Worker, report.Pid);
        WriteExit(json, report.Exit);
        json.WriteNumber("uptimeSeconds", report.Uptime.TotalSeconds);
        json.WriteString("class", JsonNames.Of(report.Class));
        json.WriteString("cause", JsonNames.Of(report.Cause));
        json.WriteString("decision", JsonNames.Of(report.Decision));
        json.WriteString("detail", report.Detail);
        json.WriteNumber("delaySeconds", report.Delay.TotalSeconds);
        json.WriteNumber("respawns", report.RespawnsInInterval);
        WriteLimit(json, report.RespawnLimit, report.RespawnInterval);
        if (report.LastErrorLines.Count > 0)
        {
            json.WriteStartArray("errorLines");
            foreach (string line in report.LastErrorLines)
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>Events about readiness, hung workers and workers that are replaced.</summary>
    public static void WriteHealth(Utf8JsonWriter json, SupervisionEvent supervisionEvent)
    {
        switch (supervisionEvent)
        {
            case SupervisionEvent.WorkerReady(_, var worker, var pid, var after):
                WriteWorker(json, worker, pid);
                json.WriteNumber("afterSeconds", after.TotalSeconds);
                break;
            case SupervisionEvent.WorkerTimedOut(_, var worker, var pid, var cause, var detail):
                WriteWorker(json, worker, pid);
                json.WriteString("cause", JsonNames.Of(cause));
                json.WriteString("detail", detail);
                break;
            case SupervisionEvent.WorkerReplacing(_, var worker, var pid, var cause, var successor, var detail):
                WriteWorker(json, worker, pid);
                json.WriteString("cause", JsonNames.Of(cause));
                json.WriteNumber("successor", successor.Index);
                json.WriteString("detail", detail);
                break;
            case SupervisionEvent.RollingRestartStarted started:
                json.WriteNumber("workers", started.Workers);
                break;
            case SupervisionEvent.RollingRestartEnded ended:
                json.WriteNumber("workers", ended.Result.Workers);
                json.WriteNumber("replaced", ended.Result.Replaced);
                json.WriteString("aborted", ended.Result.Aborted);
                break;
            default:
                throw new UnreachableException($"{supervisionEvent}");
        }
    }

    public static void WriteChange(Utf8JsonWriter json, SupervisionEvent.PoolReconfigured reconfigured)
    {
        json.WriteStartArray("changed");
        foreach (string option in reconfigured.Changed)
        {
            json.WriteStringValue(option);
        }

        json.WriteEndArray();
        json.WriteBoolean("workersReplaced", reconfigured.WorkersReplaced);
    }

    public static void WriteError(Utf8JsonWriter json, ProcessStartError error)
    {
        json.WriteString("stage", JsonNames.Of(error.Stage));
        json.WriteNumber("errno", error.Errno);
        json.WriteString("subject", error.Subject);
    }

    public static void WriteOutcome(Utf8JsonWriter json, PoolOutcome outcome)
    {
        switch (outcome)
        {
            case PoolOutcome.Stopped stopped:
                json.WriteString("outcome", "stopped");
                json.WriteBoolean("forced", stopped.Forced);
                WriteSignal(json, stopped.Signal);
                break;
            case PoolOutcome.RespawnLimitBreached breached:
                json.WriteString("outcome", "respawn_limit_breached");
                WriteLimit(json, breached.Limit, breached.Interval);
                WriteLastExits(json, breached.LastExits);
                break;
            case PoolOutcome.Finished finished:
                json.WriteString("outcome", "finished");
                json.WriteNumber("failed", finished.Failed);
                break;
            case PoolOutcome.CouldNotStart couldNot:
                json.WriteString("outcome", "could_not_start");
                WriteError(json, couldNot.Error);
                break;
            case PoolOutcome.Faulted faulted:
                json.WriteString("outcome", "internal_fault");
                json.WriteString("cause", faulted.Cause.Message);
                break;
            default:
                throw new UnreachableException($"{outcome}");
        }

        json.WriteNumber("exitCode", outcome.ExitCode);
    }

    public static void WriteRestart(Utf8JsonWriter json, SupervisionEvent.PoolRestarting restarting)
    {
        WriteOutcome(json, restarting.Reason);
        json.WriteString("strategy", JsonNames.Of(restarting.Strategy));
        json.WriteStartArray("pools");
        foreach (string pool in restarting.Pools)
        {
            json.WriteStringValue(pool);
        }

        json.WriteEndArray();
        json.WriteNumber("restarts", restarting.RestartsInInterval);
        json.WriteNumber("restartLimit", restarting.RestartLimit);
        json.WriteNumber("restartIntervalSeconds", restarting.RestartInterval.TotalSeconds);
    }

    public static void WriteOutput(Utf8JsonWriter json, SupervisionEvent supervisionEvent)
    {
        switch (supervisionEvent)
        {
            case SupervisionEvent.OutputDropped(_, var worker, var stream, var loss):
                WriteWorker(json, worker, pid: null);
                json.WriteString("stream", JsonNames.Of(stream));
                WriteLoss(json, loss);
                break;
            case SupervisionEvent.OutputFailed failed:
                json.WriteString("target", failed.Target);
                json.WriteString("error", failed.Error);
                break;
            case SupervisionEvent.OutputRecovered recovered:
                json.WriteString("target", recovered.Target);
                WriteLoss(json, recovered.Loss);
                json.WriteNumber("afterSeconds", recovered.After.TotalSeconds);
                break;
            case SupervisionEvent.OutputLost lost:
                json.WriteString("target", lost.Target);
                WriteLoss(json, lost.Loss);
                json.WriteNumber("afterSeconds", lost.After.TotalSeconds);
                break;
            case SupervisionEvent.LogsReopened reopened:
                json.WriteNumber("files", reopened.Files);
                break;
            default:
                throw new UnreachableException($"{supervisionEvent}");
        }
    }

    private static void WriteLoss(Utf8JsonWriter json, OutputLoss loss)
    {
        json.WriteNumber("lostLines", loss.Lines);
        json.WriteNumber("lostBytes", loss.Bytes);
    }

    public static void WriteStatus(Utf8JsonWriter json, PoolStatus status, Action<WorkerStatus>? writeMore = null)
    {
        json.WriteNumber("instances", status.Instances);
        json.WriteBoolean("stopping", status.IsStopping);
        json.WriteNumber("respawns", status.RespawnsInInterval);
        WriteLoss(json, status.OutputLost);
        json.WriteStartArray("workers");
        foreach (WorkerStatus worker in status.Workers)
        {
            json.WriteStartObject();
            WriteWorker(json, worker.Worker, worker.Pid);
            json.WriteString("state", JsonNames.Of(worker.State));
            json.WriteNumber("uptimeSeconds", worker.Uptime.TotalSeconds);
            if (worker.StatusText is { } text)
            {
                json.WriteString("statusText", text);
            }

            if (worker.StartsIn is { } wait)
            {
                json.WriteNumber("startsInSeconds", wait.TotalSeconds);
            }

            writeMore?.Invoke(worker);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteExit(Utf8JsonWriter json, ProcessExit exit)
    {
        json.WriteStartObject("exit");
        switch (exit)
        {
            case ProcessExit.Code code:
                json.WriteString("kind", "code");
                json.WriteNumber("code", code.ExitCode);
                break;
            case ProcessExit.Signalled signalled:
                json.WriteString("kind", "signal");
                WriteSignal(json, signalled.Signal);
                json.WriteBoolean("coreDumped", signalled.CoreDumped);
                break;
            case ProcessExit.Unknown:
                json.WriteString("kind", "unknown");
                break;
            case ProcessExit.NotStarted notStarted:
                json.WriteString("kind", "not_started");
                WriteError(json, notStarted.Error);
                break;
            default:
                throw new UnreachableException($"{exit}");
        }

        json.WriteEndObject();
    }

    public static void WriteLastExits(Utf8JsonWriter json, IReadOnlyList<WorkerExitReport> exits)
    {
        json.WriteStartArray("lastExits");
        foreach (WorkerExitReport exit in exits)
        {
            json.WriteStartObject();
            WriteReport(json, exit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLimit(Utf8JsonWriter json, int? limit, TimeSpan interval)
    {
        WriteNumberOrNull(json, "respawnLimit", limit);
        json.WriteNumber("respawnIntervalSeconds", interval.TotalSeconds);
    }

    private static void WriteSignal(Utf8JsonWriter json, int? signal)
    {
        WriteNumberOrNull(json, "signal", signal);
        json.WriteString("signalName", signal is { } number ? SignalNames.NameOf(number) : null);
    }

    private static void WriteNumberOrNull(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
