using System.Globalization;
using Kamisama.Processes;

namespace Kamisama.Actors;

// The ends of workers: decided, reported, and what follows for the slot.
internal partial class MasterActor
{
    /// <summary>For <see cref="RespawnStrategy"/>, in this actor's turn.</summary>
    private Verdict Decide(WorkerExitedException exited)
    {
        CatchUp(exited);

        if (Pool.Slots.Find(exited.Worker.Index) is { } slot && slot.Incarnation > exited.Worker.Incarnation)
        {
            // Decided before; then this actor's own code failed, so that the decision was not carried out.
            RespawnDecision decided = Pool.IsStopping ? RespawnDecision.Stop : RespawnDecision.Respawn;
            return new Verdict(decided, exited.End.Cause, ExitClass.Failed, RestOfWait(slot), 0, null);
        }

        return Report(exited.Worker, exited.Process?.Pid, exited.End);
    }

    // A failure comes before every ordinary message, also before those that the worker sent earlier.
    private void CatchUp(WorkerExitedException exited)
    {
        if (exited.Process is { } process)
        {
            // One that was too slow was ended in its start, if it did not end there by itself: that does not make it ready.
            Started(exited.Worker, process, isInTime: exited.End.Cause != WorkerEndCause.StartTimeout);
        }

        if (exited.End.ReadyAfter is { } after)
        {
            WorkerReady(new MasterMessage.WorkerReady(exited.Worker, exited.Process?.Pid, after));
        }

        if (exited.End.Cause is WorkerEndCause.StartTimeout or WorkerEndCause.Watchdog or WorkerEndCause.Liveness)
        {
            WorkerTimedOut(new MasterMessage.WorkerTimedOut(exited.Worker, exited.Process?.Pid, exited.End.Cause, exited.End.Detail));
        }

        if (exited.End.IsKilled)
        {
            Killed(exited.Worker, exited.Process?.Pid);
        }
    }

    private void Killed(WorkerId worker, int? pid)
    {
        if (Find(worker) is { IsKillTold: false } slot)
        {
            slot.IsKillTold = true;
            Publish(new SupervisionEvent.WorkerKilled(Options.Name, worker, pid));
        }
    }

    /// <summary>For <see cref="RespawnStrategy"/>, in this actor's turn: a fault of a worker actor's own code.</summary>
    private void WorkerFailed(IActorRef child, Exception cause)
    {
        Slot? slot = Pool.Slots.Find(int.Parse(child.Path.Name, CultureInfo.InvariantCulture));
        Publish(new SupervisionEvent.InternalFault(Options.Name, slot?.Worker, cause.GetBaseException()));
        if (slot is not null)
        {
            Remind(child, slot);
        }
    }

    private Verdict Report(WorkerId worker, int? pid, WorkerEnd end)
    {
        Slot slot = Pool.Slots.Find(worker.Index) ?? throw new InvalidOperationException($"{worker} ended, but it has no slot.");
        TimeSpan now = Now;
        Verdict verdict = Pool.Exited(slot, end, now);
        if (end.Exit is ProcessExit.NotStarted && verdict.Decision == RespawnDecision.Stop)
        {
            return verdict; // It never was, and the first of its kind has told why.
        }

        WorkerExitReport report = state.Keep(ReportOf(worker, pid, end, verdict));
        slot.LastExit = report;
        slot.IsEndReported = verdict.Decision != RespawnDecision.Respawn;
        if (verdict is { Decision: RespawnDecision.Finish, Class: not ExitClass.Clean })
        {
            state.FailedWorkers++;
        }

        Publish(new SupervisionEvent.WorkerExited(Options.Name, report));
        TellWhenReady();
        if (verdict.Decision is RespawnDecision.GiveUp or RespawnDecision.CouldNotStart)
        {
            // Settled here and now, whatever is in the mailbox: nothing is spawned any more, and the breach wins.
            state.ForbidSpawning();
            state.Outcome = OutcomeOf(report);
            Self.Tell(new MasterMessage.GaveUp());
        }
        else if (!Pool.IsStopping)
        {
            Settle(Pool.Replacements.Ended(worker), worker.Index);
        }
        else if (verdict.Decision == RespawnDecision.Finish)
        {
            LastWorkerFinished();
        }

        return verdict;
    }

    // Nobody asked the pool to stop. Successors that are being started have nobody to take over from; no others are left to be told.
    private void LastWorkerFinished()
    {
        state.ForbidSpawning();
        EndRestarts();
        foreach (Slot slot in Pool.Slots.InUse.Where(slot => slot.EndCause == WorkerEndCause.PoolStopped))
        {
            WorkerAt(slot).Tell(StopMessage());
        }
    }

    private WorkerExitReport ReportOf(WorkerId worker, int? pid, WorkerEnd end, Verdict verdict)
    {
        DateTimeOffset endedAt = state.Settings.Time.GetUtcNow();
        return new WorkerExitReport(
            worker, pid, end.Exit, end.Uptime, verdict.Decision, verdict.Respawns, verdict.Budget?.Limit, verdict.Budget?.Interval ?? Options.RespawnInterval)
        {
            Class = verdict.Class,
            Cause = verdict.Cause,
            Delay = verdict.Delay,
            Detail = end.Detail,
            StartedAt = endedAt - end.Uptime,
            EndedAt = endedAt,
            LastErrorLines = end.LastErrorLines,
        };
    }

    private TimeSpan RestOfWait(Slot slot)
    {
        TimeSpan rest = slot.State == WorkerState.BackingOff ? slot.StartsAt - Now : TimeSpan.Zero;
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    private PoolOutcome OutcomeOf(WorkerExitReport last) => last switch
    {
        { Decision: RespawnDecision.CouldNotStart, Exit: ProcessExit.NotStarted notStarted } =>
            new PoolOutcome.CouldNotStart(notStarted.Error),
        _ => new PoolOutcome.RespawnLimitBreached(last.RespawnLimit ?? 0, last.RespawnInterval, [.. state.LastExits]),
    };

    private void WorkerActorStopped(int index, WorkerProcess process)
    {
        if (Pool.Slots.Find(index) is not { } slot || !state.Processes.TryGetValue(index, out WorkerProcess? present) || !ReferenceEquals(present, process))
        {
            return; // Settled when this actor recovered from a fault.
        }

        if (process is { IsAlive: true, StopPhase: not StopPhase.Abandoned })
        {
            // The actor's own code failed so that it could not even be restarted. Its process is nobody's now.
            process.Handle!.Signal(SigKill, SignalTarget.Group);
        }

        if (slot.State != WorkerState.Stopping)
        {
            // Decided before, when the slot is an incarnation ahead; then the restart failed.
            bool decided = slot.Incarnation > process.Worker.Incarnation;
            var lost = new WorkerEnd(new ProcessExit.Unknown(), Now - slot.StartedAt, GraceElapsed: process.IsGraceElapsed);
            if (decided || Report(slot.Worker, process.Pid, lost).Decision == RespawnDecision.Respawn)
            {
                CreateWorkerActor(slot, RestOfWait(slot));
                Remind(WorkerAt(slot), slot); // A rolling restart that followed at once has told nobody.
                return;
            }
        }

        GiveUpSlot(slot);
    }

    private void GiveUpSlot(Slot slot)
    {
        state.Processes.Remove(slot.Index);
        Pool.Remove(slot);
        if (Pool.Slots.Count > 0)
        {
            Pool.Replacements.Gone(slot.Index);
            Replace();
            return;
        }

        if (state.StopMode is null)
        {
            // Nobody asked for it: the last worker is over and was not to be respawned. Or its actor was lost, and the message
            // that the pool gave up would find nobody any more.
            Pool.Stop();
            EndRestarts();
            PublishBreach();
            state.Outcome ??= new PoolOutcome.Finished(state.FailedWorkers);
        }

        Finish();
        Context.Stop(Self);
    }
}
