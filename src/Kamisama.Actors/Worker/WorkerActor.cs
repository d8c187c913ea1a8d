using System.Diagnostics;
using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Keeps the process of one slot. Its restart is the respawn: same actor, same slot, next incarnation.</summary>
/// <remarks>
/// <code>
///            ┌── back-off, the machine has no room ──▶ Waiting ──┐
///            │◀─────── StartWaitElapsed, StartNow ──────────────┘
/// start ─▶ Starting ── ready ─▶ Running
///            │                    │
///            └── ProcessExited ───┴───────▶ WorkerExitedException: the master's strategy decides
///            │                    │                                                              ▲
///            └─ too slow, hangs, ReplaceWorker ─▶ Stopping ── ProcessExited and GroupGone ───────┘
///
/// any of them ── StopWorker ─▶ Stopping ── ProcessExited and GroupGone, or left behind ─▶ (the actor stops itself)
/// </code>
/// </remarks>
internal partial class WorkerActor(WorkerProcess process, WorkerSettings settings) : UntypedActor, IWithTimers
{
    private const int SigCont = 18;

    /// <summary>Set by the runtime.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    private int Incarnation => process.Worker.Incarnation;

    /// <summary>What the process in hand was started under.</summary>
    private WorkerPoolOptions Options => process.Options!;

    protected override void PreStart()
    {
        switch (process)
        {
            case { Handle: null }:
                StartWhenDue();
                break;
            case { Stop: { } sequence }:
                ResumeStop(process.Handle, sequence);
                break;
            default:
                // The master hears of the start again, in case the fault was his.
                process.IsAnnounced = false;
                process.ReadyAfter = null;
                process.EndCause = WorkerEndCause.Itself;
                process.Options = PoolChange.WithChecksOf(Options, settings.Options); // In case the fault swallowed the word of it.
                Watch(process.Handle);
                break;
        }
    }

    // The process outlives a fault of this actor's code and is adopted. When the actor itself is stopped without being asked,
    // the master ends its process: see WorkerActorStopped and Leftovers.
    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason)
    {
        if (reason is WorkerExitedException exited)
        {
            process.BeginNextIncarnation(exited.Delay == TimeSpan.Zero ? 0 : settings.TimestampAfter(exited.Delay));
        }

        PreStart();
    }

    protected override void OnReceive(object message)
    {
        if (message is not WorkerMessage workerMessage)
        {
            Unhandled(message);
            return;
        }

        switch (workerMessage)
        {
            case WorkerMessage.ProcessStarted started when ReferenceEquals(started.Handle, process.Handle):
                Announce(started.Process);
                break;
            case WorkerMessage.ProcessExited exited when ReferenceEquals(exited.Handle, process.Handle):
                ProcessEnded(exited.Exit);
                break;
            case WorkerMessage.StartWaitElapsed elapsed when elapsed.Incarnation == Incarnation && process.Handle is null:
                StartAfterWait();
                break;
            case WorkerMessage.StartNow when process.Handle is null:
                Timers.Cancel(nameof(WorkerMessage.StartWaitElapsed));
                StartAfterWait();
                break;
            case WorkerMessage.StopWorker stop:
                process.EndCause = WorkerEndCause.Retired;
                BeginStop(stop.Sequence, kill: false);
                break;
            case WorkerMessage.KillWorker kill:
                process.EndCause = WorkerEndCause.Retired;
                BeginStop(kill.Sequence, kill: true);
                break;
            case WorkerMessage.ReplaceWorker replace when replace.Incarnation == Incarnation && process.Handle is not null:
                process.EndCause = replace.Cause;
                BeginStop(settings.StopSequence(), kill: settings.Options.GracePeriod == TimeSpan.Zero);
                break;
            default:
                HealthFact(workerMessage);
                break;
        }
    }

    private void HealthFact(WorkerMessage fact)
    {
        switch (fact)
        {
            case WorkerMessage.SaidReady ready when ReferenceEquals(ready.Handle, process.Handle) && process.ReadyAt is null:
                AnnounceIfStarted();
                BecomeReady();
                break;
            case WorkerMessage.CheckDue due when ReferenceEquals(due.Handle, process.Handle):
                Checked(due);
                break;
            case WorkerMessage.OptionsChanged:
                OptionsChanged();
                break;
            case WorkerMessage.ProbeAnswered answer when ReferenceEquals(answer.Handle, process.Handle):
                Probed(answer);
                break;
            case WorkerMessage.MemoryMeasured measured when ReferenceEquals(measured.Handle, process.Handle):
                MemoryMeasured(measured);
                break;
            case WorkerMessage.ProcessStarted or WorkerMessage.ProcessExited or WorkerMessage.StartWaitElapsed
                or WorkerMessage.StartNow or WorkerMessage.ProcessNotStarted or WorkerMessage.GroupGone or WorkerMessage.StopWaitElapsed
                or WorkerMessage.ReplaceWorker or WorkerMessage.SaidReady or WorkerMessage.CheckDue or WorkerMessage.ProbeAnswered
                or WorkerMessage.MemoryMeasured:
                break; // About an earlier process, or said by ProcessExited.
            default:
                throw new UnreachableException($"{fact}");
        }
    }

    private void Probed(WorkerMessage.ProbeAnswered answer)
    {
        if (answer.Check == WorkerCheck.Readiness)
        {
            ReadinessProbed(answer.Failure);
        }
        else
        {
            LivenessProbed(answer);
        }
    }

    private void StartWhenDue()
    {
        TimeSpan wait = process.NotBefore == 0 ? TimeSpan.Zero : settings.Time.GetElapsedTime(settings.Time.GetTimestamp(), process.NotBefore);
        if (wait > TimeSpan.Zero)
        {
            WaitForStart(wait);
        }
        else
        {
            StartProcess();
        }
    }

    private void WaitForStart(TimeSpan wait) => Timers.StartSingleTimer(
        nameof(WorkerMessage.StartWaitElapsed), new WorkerMessage.StartWaitElapsed(Incarnation), wait);

    private void StartAfterWait()
    {
        process.NotBefore = 0;
        Context.Parent.Tell(new MasterMessage.WorkerStarting(process.Worker));
        StartProcess();
    }

    private void StartProcess()
    {
        if (settings.Stopping.IsCancellationRequested)
        {
            Context.Stop(Self);
            return;
        }

        process.StartedAt = process.RequestedAt = settings.Time.GetTimestamp();
        process.Options = settings.Options;
        process.Handle = settings.Host.Start(WorkerCommand.For(process.Worker, Options, settings.Output), settings.Stopping);
        Watch(process.Handle);
    }

    private void Watch(IProcessHandle handle)
    {
        handle.Started.PipeTo(
            Self,
            success: identity => new WorkerMessage.ProcessStarted(handle, identity),
            failure: _ => new WorkerMessage.ProcessNotStarted(handle));
        handle.Exited.PipeTo(Self, success: exit => new WorkerMessage.ProcessExited(handle, exit));
        AwaitReadiness(handle);
    }

    private void Announce(ProcessIdentity identity)
    {
        if (!process.IsAnnounced)
        {
            process.StartedAt = process.HasRun ? process.StartedAt : settings.Time.GetTimestamp();
            process.HasRun = true;
            process.IsAnnounced = true;
            Context.Parent.Tell(new MasterMessage.WorkerStarted(process.Worker, identity));
            if (process.Stop is null)
            {
                ProgramRuns();
            }
        }
    }

    // Start and end come by two tasks, so the second may overtake the first.
    private void AnnounceIfStarted()
    {
        if (process.Identity is { } identity)
        {
            Announce(identity);
        }
    }

    private void ProcessEnded(ProcessExit exit)
    {
        AnnounceIfStarted();
        switch (exit)
        {
            case ProcessExit.NotStarted when settings.Stopping.IsCancellationRequested:
                Context.Stop(Self);
                break;
            case ProcessExit.NotStarted { Error.IsTransient: true } notStarted:
                WaitForRoom(notStarted.Error);
                break;
            default:
                EndLeftovers();
                WorkerFailure.Fail(Context, new WorkerExitedException(process.Worker, process.Identity, EndOf(exit)));
                break;
        }
    }

    private void WaitForRoom(ProcessStartError error)
    {
        Timers.CancelAll();
        process.FailedStarts++;
        process.Handle = null;
        TimeSpan delay = StartRetry.DelayAfter(process.FailedStarts);
        process.NotBefore = settings.TimestampAfter(delay);
        WaitForStart(delay);
        Context.Parent.Tell(new MasterMessage.WorkerStartDelayed(process.Worker, error, delay));
    }

    private WorkerEnd EndOf(ProcessExit exit) => new(exit, Uptime, process.EndCause, process.IsGraceElapsed)
    {
        Detail = process.EndDetail,
        ReadyAfter = process.ReadyAfter,
        IsKilled = process is { Stop: not null, StopPhase: StopPhase.Killed, Pid: not null },
        LastErrorLines = process.Handle?.LastErrorLines ?? [],
    };

    private TimeSpan Uptime => settings.Time.GetElapsedTime(process.StartedAt);

    // CONT, so that a stopped worker can obey; systemd.kill(5) does the same.
    private void SignalGroup(int signal)
    {
        process.Handle?.Signal(signal, SignalTarget.Group);
        process.Handle?.Signal(SigCont, SignalTarget.Group);
    }
}
