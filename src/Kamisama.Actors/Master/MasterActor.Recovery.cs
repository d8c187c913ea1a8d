namespace Kamisama.Actors;

// After a fault of this actor's own code. What was under way is carried on from the state; all of it may happen twice without harm.
internal partial class MasterActor
{
    // Not the default, which stops every child: the workers outlive a fault of this actor's code.
    protected override void PreRestart(Exception reason, object message)
    {
        Publish(new SupervisionEvent.InternalFault(Options.Name, null, reason));
        state.Broken = reason;
        if (!state.Forgives(Now) || (message is not null && ReferenceEquals(message, state.ToldAgain)))
        {
            state.IsBeyondMending = true;
        }
        else if (message is MasterMessage lost && MustNotBeLost(lost))
        {
            state.ToldAgain = lost;
            Self.Tell(lost, Sender);
        }
        else if (message is MasterMessage.AddWorkers or MasterMessage.RetireWorkers or MasterMessage.ScaleTo or MasterMessage.StartNow
            or MasterMessage.RestartWorkers or MasterMessage.Reconfigure or MasterMessage.GetStatus)
        {
            Reply(new Status.Failure(reason));
        }
    }

    // Not the default, which starts anew. The workers' actors are restarted after this, and adopt their processes.
    protected override void PostRestart(Exception reason)
    {
        switch (state)
        {
            case { IsBeyondMending: true }:
                // Its children end with it, and with them their processes.
                state.ForbidSpawning();
                Context.Stop(Self);
                return;
            case { StopMode: { } mode }:
                BeginStop(mode, "internal fault while stopping", Pool.Slots.Count);
                break;
            case { Outcome: not null }:
                GiveUp();
                break;
            case { Phase: PoolPhase.Starting }:
                StartWorkers();
                break;
            case { Phase: PoolPhase.Started }:
                Become(Running);
                break;
        }

        foreach (Slot slot in Pool.Slots.InUse.ToList())
        {
            Recover(slot);
        }

        if (state.Unfinished is { } change && !Pool.IsStopping)
        {
            CarryOut(change);
            Pool.Slots.InUse.Select(slot => slot.Worker).ToList().ForEach(ReplaceIfOutdated);
        }

        state.Unfinished = null;
        Replace();
        state.Broken = null;
    }

    // Nobody would say it again: the one that starts the pool, and a request to stop it that was not taken up.
    private bool MustNotBeLost(MasterMessage message) => message switch
    {
        MasterMessage.StartPool => state.Phase == PoolPhase.Idle,
        MasterMessage.StopPool => !ReferenceEquals(message, state.LastStop),
        _ => false,
    };

    private void Recover(Slot slot)
    {
        IActorRef worker = WorkerAt(slot);
        WorkerProcess? process = state.Processes.GetValueOrDefault(slot.Index);
        if (!worker.Equals(ActorRefs.Nobody))
        {
            Remind(worker, slot);
        }
        else if (process is not null)
        {
            WorkerActorStopped(slot.Index, process);
        }
        else
        {
            CreateWorkerActor(slot, RestOfWait(slot));
        }
    }

    // A fault may have swallowed what the worker was told; hearing it twice does no harm.
    private void Remind(IActorRef worker, Slot slot)
    {
        if (slot.State == WorkerState.Stopping)
        {
            worker.Tell(StopMessage());
        }
        else if (slot.State == WorkerState.Restarting)
        {
            worker.Tell(new WorkerMessage.ReplaceWorker(slot.Incarnation, slot.EndCause));
        }
    }
}
