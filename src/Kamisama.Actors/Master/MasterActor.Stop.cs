using Kamisama.Processes;

namespace Kamisama.Actors;

// The end of the pool. The decision is never taken back, and nothing is spawned after it.
internal partial class MasterActor
{
    internal const int SigKill = 9;

    private void Stopping(object message)
    {
        switch (message)
        {
            case MasterMessage.StopPool stop when IsValid(stop.Mode):
                StopAgain(stop);
                ReplyWhenOver();
                break;
            case MasterMessage.GaveUp:
                PublishBreach(); // A stop was requested between the decision and this message.
                break;
            default:
                Common(message);
                break;
        }
    }

    private void GiveUp()
    {
        PublishBreach();
        // One slot is that of the death that led here.
        BeginStop(StopMode.Graceful, "respawn limit reached", Pool.Slots.Count - 1);
    }

    private void PublishBreach()
    {
        if (state.Outcome is PoolOutcome.RespawnLimitBreached breach && !state.BreachPublished)
        {
            state.BreachPublished = true;
            Publish(new SupervisionEvent.RespawnLimitBreached(Options.Name, breach));
        }
    }

    private void StopAgain(MasterMessage.StopPool stop)
    {
        bool requestedBefore = state.StopRequested;
        state.LastStop = stop;
        state.StopRequested = true;
        if (StopEscalation.Next(state.StopMode!.Value, requestedBefore, stop.Mode, stop.Signal is not null) is not { } mode)
        {
            Ignore(ReasonOf(stop), "the pool is stopping already");
            return;
        }

        if (state.Outcome is PoolOutcome.Stopped && mode == StopMode.Immediate)
        {
            state.Outcome = new PoolOutcome.Stopped(Forced: true, stop.Signal);
        }

        TellWorkers(mode, ReasonOf(stop), Pool.Slots.Count);
    }

    private void BeginStop(StopMode mode, string reason, int workers)
    {
        state.ForbidSpawning();
        Pool.Stop();
        Become(Stopping);
        EndRestarts();
        TellWorkers(mode, reason, workers);
        if (Pool.Slots.Count == 0)
        {
            Finish();
            Context.Stop(Self);
        }
    }

    private void TellWorkers(StopMode mode, string reason, int workers)
    {
        state.StopMode = mode;
        if (state.Outcome is not PoolOutcome.CouldNotStart)
        {
            Publish(new SupervisionEvent.PoolStopping(Options.Name, mode, reason, workers));
        }

        WorkerMessage message = StopMessage();
        foreach (Slot slot in Pool.Slots.InUse)
        {
            WorkerAt(slot).Tell(message);
        }

        if (mode == StopMode.Graceful && Options.GracePeriod == TimeSpan.Zero)
        {
            // Nobody waits: the workers have been told, and the kernel tells them again when this process is gone.
            Finish();
        }
    }

    /// <summary>What a worker that is to go is told: as urgently as the pool is being stopped, or gracefully while it runs.</summary>
    private WorkerMessage StopMessage()
    {
        StopSequence sequence = state.Settings.StopSequence(isDrain: state.StopMode == StopMode.Drain);
        return state.StopMode == StopMode.Immediate ? new WorkerMessage.KillWorker(sequence) : new WorkerMessage.StopWorker(sequence);
    }

    private void Finish()
    {
        PoolOutcome outcome = state.Outcome ?? new PoolOutcome.Stopped(false, null);
        if (!state.IsOver)
        {
            Publish(new SupervisionEvent.PoolStopped(Options.Name, outcome));
            state.Complete(outcome);
        }
    }

    internal static string ReasonOf(MasterMessage.StopPool stop) =>
        stop.Reason ?? (stop.Signal is { } signal ? SignalNames.NameOf(signal) : "stop requested");
}
