using System.Diagnostics;
using System.Globalization;
using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Keeps a pool: one WorkerActor per slot, how many, who goes first, and when to give up.</summary>
/// <remarks>
/// <code>
/// Idle ── StartPool ─▶ Running ── StopPool or GaveUp ─▶ Stopping ── the last worker is gone ─▶ (the actor stops itself)
/// </code>
/// A worker's exit is not a message: it arrives as the failure of its actor, at <see cref="RespawnStrategy"/>.
/// </remarks>
internal partial class MasterActor(MasterState state) : UntypedActor
{
    private PoolState Pool => state.Pool;

    private WorkerPoolOptions Options => state.Settings.Options;

    private TimeSpan Now => state.Settings.Time.GetElapsedTime(state.Origin);

    protected override SupervisorStrategy SupervisorStrategy() => new RespawnStrategy(Decide, WorkerFailed);

    protected override void PreStart() => state.Events = Context.System.EventStream;

    // Everybody's end: of a pool that was stopped, which leaves nothing, and of one whose actors were stopped without asking it.
    protected override void PostStop()
    {
        if (state.TryBeginEnd())
        {
            _ = Leftovers.EndAsync(state);
        }
    }

    /// <summary>Idle.</summary>
    protected override void OnReceive(object message)
    {
        if (message is not MasterMessage.StartPool)
        {
            Running(message);
            return;
        }

        state.Phase = PoolPhase.Starting;
        Publish(new SupervisionEvent.PoolStarted(Options.Name, Options.Instances));
        StartWorkers();
    }

    private void Running(object message)
    {
        switch (message)
        {
            case MasterMessage.StopPool stop when IsValid(stop.Mode):
                state.LastStop = stop;
                state.StopRequested = true;
                state.StopMode = stop.Mode;
                state.Outcome ??= new PoolOutcome.Stopped(stop.Mode == StopMode.Immediate, stop.Signal);
                ReplyWhenOver();
                BeginStop(stop.Mode, ReasonOf(stop), Pool.Slots.Count);
                break;
            case MasterMessage.GaveUp:
                GiveUp();
                break;
            default:
                Common(message);
                break;
        }
    }

    /// <summary>What means the same in every state.</summary>
    private void Common(object message)
    {
        switch (message)
        {
            case MasterMessage.AddWorkers or MasterMessage.RetireWorkers or MasterMessage.ScaleTo or MasterMessage.StopPool
                or MasterMessage.StartNow or MasterMessage.RestartWorkers or MasterMessage.RestartWorker or MasterMessage.SignalWorker or MasterMessage.Reconfigure:
                Command(message);
                break;
            case MasterMessage.GetStatus:
                Reply(Status());
                break;
            case MasterMessage.ReportStatus:
                Publish(new SupervisionEvent.StatusReported(Options.Name, Status()));
                break;
            case MasterMessage.ReopenLogs when state.Output is { Options: WorkerOutput.ToFile } output:
                output.Reopen();
                break;
            case MasterMessage.ReopenLogs:
                Ignore("reopening the log files", "the pool has none");
                break;
            case MasterMessage fact:
                WorkerFact(fact);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void WorkerFact(MasterMessage fact)
    {
        switch (fact)
        {
            case MasterMessage.WorkerStarting starting:
                if (Find(starting.Worker) is { } slot)
                {
                    PoolState.StartBegun(slot, Now);
                }

                break;
            case MasterMessage.WorkerStarted started:
                Started(started.Worker, started.Process);
                ReplaceIfOutdated(started.Worker);
                break;
            case MasterMessage.WorkerReady ready:
                WorkerReady(ready);
                break;
            case MasterMessage.WorkerTimedOut timedOut:
                WorkerTimedOut(timedOut);
                break;
            case MasterMessage.ReplacementDue due:
                ReplacementDue(due);
                break;
            case MasterMessage.WorkerStartDelayed delayed:
                StartDelayed(delayed);
                break;
            case MasterMessage.WorkerStopped stopped:
                Report(stopped.Worker, stopped.Pid, stopped.End);
                break;
            case MasterMessage.WorkerKilled killed:
                Killed(killed.Worker, killed.Pid);
                break;
            case MasterMessage.WorkerUnkillable unkillable:
                Publish(new SupervisionEvent.WorkerUnkillable(Options.Name, unkillable.Worker, unkillable.Pid));
                break;
            case MasterMessage.WorkerActorStopped gone:
                WorkerActorStopped(gone.Index, gone.Process);
                break;
            default:
                throw new UnreachableException($"{fact}");
        }
    }

    private void Publish(SupervisionEvent supervisionEvent) => state.Publish(supervisionEvent);

    private void Ignore(string request, string reason) =>
        Publish(new SupervisionEvent.RequestIgnored(Options.Name, request, reason));

    // A signal has no sender; an answer to it would be a dead letter.
    private void Reply(object answer)
    {
        if (!Sender.Equals(Context.System.DeadLetters))
        {
            Sender.Tell(answer);
        }
    }

    /// <summary>The slot of an incarnation, as long as it is that one's.</summary>
    private Slot? Find(WorkerId worker) => Pool.Slots.Find(worker.Index) is { } slot && slot.Worker == worker ? slot : null;

    private void TellWhenReady()
    {
        if (Pool.HasItsFirstWorkers)
        {
            state.Ready.TrySetResult();
        }
    }

    private static IActorRef WorkerAt(Slot slot) => Context.Child(NameOf(slot.Index));

    private static string NameOf(int index) => index.ToString(CultureInfo.InvariantCulture);
}
