using Kamisama.Processes;

namespace Kamisama.Actors;

// Until the worker is ready. Nothing of this costs anything in a pool that has neither readiness nor a start timeout.
internal partial class WorkerActor
{
    // From the request to start it; a process that was adopted keeps the time that it has left.
    private void AwaitReadiness(IProcessHandle handle)
    {
        if (Options.Readiness is Readiness.Notified or Readiness.OnDescriptor && process.ReadyAt is null)
        {
            handle.Ready.PipeTo(Self, success: () => new WorkerMessage.SaidReady(handle));
        }

        if (Options.StartTimeout is { } timeout && process.ReadyAt is null)
        {
            Check(WorkerCheck.StartTimeout, timeout - settings.Time.GetElapsedTime(process.RequestedAt));
        }
    }

    // The program runs.
    private void ProgramRuns()
    {
        switch (Options.Readiness)
        {
            case null:
                BecomeReady();
                break;
            case { } when process.ReadyAt is not null:
                BecomeReady(); // Adopted.
                break;
            case Readiness.Probed { Probe: var probe, Timeout: var timeout }:
                PutProbe(probe, WorkerCheck.Readiness, timeout);
                break;
            case Readiness.AfterUptime { Uptime: var uptime }:
                Check(WorkerCheck.Readiness, uptime - Uptime);
                break;
        }
    }

    private void ReadinessProbed(string? failure)
    {
        if (process.ReadyAt is not null || Options.Readiness is not Readiness.Probed probed)
        {
            return;
        }

        if (failure is null)
        {
            BecomeReady();
        }
        else
        {
            process.LastFailure = failure;
            Check(WorkerCheck.Readiness, probed.Interval);
        }
    }

    private void BecomeReady()
    {
        process.ReadyAt ??= settings.Time.GetTimestamp();
        if (Options.StartTimeout is not null)
        {
            Timers.Cancel(WorkerCheck.StartTimeout);
        }

        if (process.ReadyAfter is null && Options.Readiness is not null)
        {
            process.ReadyAfter = Uptime;
            Context.Parent.Tell(new MasterMessage.WorkerReady(process.Worker, process.Pid, Uptime));
        }

        BeginHealthChecks();
    }
}
