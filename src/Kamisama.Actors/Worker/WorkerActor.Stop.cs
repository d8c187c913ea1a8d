using System.Diagnostics;
using Kamisama.Processes;

namespace Kamisama.Actors;

// The end of a worker that was told to end. It fails by a WorkerExitedException only when the next incarnation is to take its place.
internal partial class WorkerActor
{
    private void Stopping(object message)
    {
        if (message is not WorkerMessage workerMessage)
        {
            Unhandled(message);
            return;
        }

        switch (workerMessage)
        {
            case WorkerMessage.GroupGone:
                Ended();
                break;
            case WorkerMessage.StopWaitElapsed elapsed when elapsed.Phase == process.StopPhase:
                process.IsGraceElapsed |= elapsed.Phase == StopPhase.Asked;
                Take(process.Stop!.After(process.StopPhase));
                break;
            case WorkerMessage.KillWorker:
                process.EndCause = WorkerEndCause.Retired;
                if (process.StopPhase is StopPhase.Quieted or StopPhase.Asked)
                {
                    Take(process.Stop!.At(StopPhase.Killed));
                }

                break;
            case WorkerMessage.StopWorker stop:
                process.EndCause = WorkerEndCause.Retired;
                if (process.StopPhase is StopPhase.Quieted or StopPhase.Asked)
                {
                    process.Stop = stop.Sequence.NoLongerThan(process.Stop!.GracePeriod);
                    Await(process.Stop.At(process.StopPhase));
                }

                break;
            case WorkerMessage.ProcessStarted started when ReferenceEquals(started.Handle, process.Handle):
                Announce(started.Process);
                break;
            case WorkerMessage.StopWaitElapsed or WorkerMessage.ReplaceWorker
                or WorkerMessage.ProcessStarted or WorkerMessage.ProcessNotStarted or WorkerMessage.ProcessExited
                or WorkerMessage.StartWaitElapsed or WorkerMessage.StartNow or WorkerMessage.SaidReady or WorkerMessage.CheckDue
                or WorkerMessage.ProbeAnswered or WorkerMessage.MemoryMeasured or WorkerMessage.OptionsChanged:
                break; // A phase that is over, said by GroupGone, or of no interest any more.
            default:
                throw new UnreachableException($"{workerMessage}");
        }
    }

    private void BeginStop(StopSequence sequence, bool kill)
    {
        if (process.Handle is null)
        {
            Context.Stop(Self);
            return;
        }

        process.Stop = sequence;
        EnterStopping(process.Handle);
        Take(kill ? sequence.At(StopPhase.Killed) : sequence.Begin());
    }

    // After a fault of this actor's own code in the middle of a stop: the phase is kept, its signal and its wait begin anew.
    private void ResumeStop(IProcessHandle handle, StopSequence sequence)
    {
        EnterStopping(handle);
        StopStep step = sequence.At(process.StopPhase == StopPhase.Abandoned ? StopPhase.Killed : process.StopPhase);
        Await(step);
        SignalGroup(step.Signal!.Value);
    }

    private void EnterStopping(IProcessHandle handle)
    {
        Timers.CancelAll();

        handle.WhenGroupGoneAsync().PipeTo(Self, success: static () => new WorkerMessage.GroupGone(), failure: _ =>
        {
            // Behind the process's own end, when the rest of its group can't be watched: then it gets no grace period.
            handle.Signal(MasterActor.SigKill, SignalTarget.Group);
            return new WorkerMessage.GroupGone();
        });
        Become(Stopping);
    }

    // What is left of the group has lost its leader; its successor starts clean. Who left the process group hears nothing of that:
    // with a control group it is killed, as by KillMode=mixed in systemd.kill(5).
    private void EndLeftovers()
    {
        SignalGroup(settings.Options.StopSignal);
        if (Options.Command!.ControlGroup is not null)
        {
            process.Handle!.Signal(MasterActor.SigKill, SignalTarget.Group);
        }
    }

    private void Take(StopStep step)
    {
        // The wait is armed before the signal goes out, so whoever has seen the signal knows that the time is running.
        Await(step);
        if (step.Signal is { } signal)
        {
            SignalGroup(signal);
        }

        switch (step.Phase)
        {
            case StopPhase.Quieted or StopPhase.Asked:
                break;
            case StopPhase.Killed when process.Pid is null:
                break; // It never ran its program, and never will.
            case StopPhase.Killed:
                Context.Parent.Tell(new MasterMessage.WorkerKilled(process.Worker, process.Pid));
                break;
            case StopPhase.Abandoned:
                Context.Parent.Tell(new MasterMessage.WorkerUnkillable(process.Worker, process.Pid));
                Context.Stop(Self);
                break;
            default:
                throw new UnreachableException($"{step.Phase}");
        }
    }

    private void Await(StopStep step)
    {
        process.StopPhase = step.Phase;
        if (step.Wait is { } wait)
        {
            Timers.StartSingleTimer(nameof(WorkerMessage.StopWaitElapsed), new WorkerMessage.StopWaitElapsed(step.Phase), wait);
        }
        else
        {
            Timers.Cancel(nameof(WorkerMessage.StopWaitElapsed));
        }
    }

    private void Ended()
    {
        // The group is gone only after its leader was collected, so the result is there.
        ProcessExit exit = process.Handle!.Exited.Result;
        AnnounceIfStarted();
        if (process.IsToBeFollowed)
        {
            WorkerFailure.Fail(Context, new WorkerExitedException(process.Worker, process.Identity, EndOf(exit)));
            return;
        }

        if (!process.IsEndTold)
        {
            process.IsEndTold = true;
            Context.Parent.Tell(new MasterMessage.WorkerStopped(process.Worker, process.Pid, EndOf(exit)));
        }

        Context.Stop(Self);
    }
}
