using System.Globalization;
using Kamisama.Processes;

namespace Kamisama.Actors;

// The workers: added, retired, started.
internal partial class MasterActor
{
    /// <summary>How the actor of a slot is made.</summary>
    protected virtual Props PropsOf(WorkerProcess process, WorkerSettings settings) =>
        Props.Create(() => new WorkerActor(process, settings));

    private void StartWorkers()
    {
        while (Pool.Slots.Count < Options.Instances)
        {
            AddWorker();
        }

        state.Phase = PoolPhase.Started;
        Become(Running);
    }

    private void AddWorker()
    {
        TimeSpan now = Now;
        Slot slot = Pool.Slots.Add(now);
        TimeSpan wait = state.NextStart > now ? state.NextStart - now : TimeSpan.Zero;
        state.NextStart = now + wait + Options.StartStagger;
        CreateWorkerActor(slot, wait);
    }

    private void CreateWorkerActor(Slot slot, TimeSpan wait)
    {
        var process = new WorkerProcess(slot.Worker);
        if (wait > TimeSpan.Zero)
        {
            slot.State = slot.State == WorkerState.BackingOff ? slot.State : WorkerState.Waiting;
            process.NotBefore = state.Settings.TimestampAfter(wait);
        }

        state.Processes[slot.Index] = process;

        // Watched with a message of our own, which names the slot; the name is free again when it arrives.
        IActorRef worker = Context.ActorOf(PropsOf(process, state.Settings), NameOf(slot.Index));
        Context.WatchWith(worker, new MasterMessage.WorkerActorStopped(slot.Index, process));
    }

    private void ScaleTo(long instances)
    {
        if (Pool.Slots.Wanted > 0)
        {
            Scale(instances);
        }
        else
        {
            // A running pool wants one worker at least. Said by the pool, which gives up before the message that says so comes.
            Ignore("scaling", Pool.IsStopping ? "the pool is stopping" : "the pool has not been started");
        }

        Reply(Pool.Slots.Wanted);
    }

    // Wider than a number of workers, so that no request, however large, turns into a small one.
    private void Scale(long instances)
    {
        int before = Pool.Slots.Wanted;

        // A slot that is being stopped still holds its index, so the room is counted by slots in use.
        int most = before + WorkerPoolOptions.MaxInstances - Pool.Slots.Count;
        int wanted = (int)Math.Clamp(instances, 1, most);
        if (wanted != before)
        {
            Publish(new SupervisionEvent.PoolScaled(Options.Name, before, wanted));
        }
        else if (instances != before)
        {
            Ignore("scaling", instances < 1 ? "the last worker stays" : $"a pool has at most {WorkerPoolOptions.MaxInstances} workers");
        }

        while (Pool.Slots.Wanted < wanted)
        {
            AddWorker();
        }

        // All of them first: nobody is replaced who goes by the same request.
        IReadOnlyList<Slot> victims = Pool.Slots.ChooseVictims(Pool.Slots.Wanted - wanted);
        foreach (Slot victim in victims)
        {
            Retire(victim, WorkerEndCause.Retired);
        }

        foreach (Slot victim in victims)
        {
            Settle(Pool.Replacements.Cancel(victim.Index), victim.Index);
        }
    }

    private void Retire(Slot victim, WorkerEndCause cause)
    {
        Pool.Stop(victim, cause);
        Publish(new SupervisionEvent.WorkerRetiring(Options.Name, victim.Worker, victim.Pid));
        WorkerAt(victim).Tell(StopMessage());
    }

    // Told twice when the worker's end overtakes the message of its start: a failure comes before every ordinary message.
    private void Started(WorkerId worker, ProcessIdentity process, bool isInTime = true)
    {
        if (Find(worker) is { Pid: null } slot)
        {
            Pool.Started(slot, process.Pid, Now);
            Publish(new SupervisionEvent.WorkerStarted(Options.Name, worker, process));
            if (isInTime && (state.Processes.GetValueOrDefault(slot.Index)?.Options ?? Options).Readiness is null)
            {
                Ready(slot);
            }
        }
    }

    private void WorkerReady(MasterMessage.WorkerReady ready)
    {
        if (Find(ready.Worker) is { State: WorkerState.Starting } slot)
        {
            Publish(new SupervisionEvent.WorkerReady(Options.Name, ready.Worker, ready.Pid, ready.Uptime));
            Ready(slot);
        }
    }

    private void WorkerTimedOut(MasterMessage.WorkerTimedOut timedOut)
    {
        if (Find(timedOut.Worker) is { } slot && PoolState.Restart(slot, timedOut.Cause))
        {
            Publish(new SupervisionEvent.WorkerTimedOut(Options.Name, timedOut.Worker, timedOut.Pid, timedOut.Cause, timedOut.Detail));
        }
    }

    private void StartDelayed(MasterMessage.WorkerStartDelayed delayed)
    {
        Publish(new SupervisionEvent.WorkerStartDelayed(Options.Name, delayed.Worker, delayed.Error, delayed.Delay));
        if (Find(delayed.Worker) is { } slot && PoolState.StartDelayed(slot))
        {
            Settle(Pool.Replacements.Cancel(slot.Index), slot.Index);
        }
    }
}
