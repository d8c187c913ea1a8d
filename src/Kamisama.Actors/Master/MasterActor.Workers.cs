using System.Globalization;
using Kamisama.Processes;

namespace Kamisama.Actors;

// The workers: added, retired, started, ended.
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

    private void AddWorker() => CreateWorkerActor(Pool.Slots.Add(Now));

    private void CreateWorkerActor(Slot slot)
    {
        var process = new WorkerProcess(slot.Worker);
        state.Processes[slot.Index] = process;

        // Watched with a message of our own, which names the slot; the name is free again when it arrives.
        IActorRef worker = Context.ActorOf(PropsOf(process, state.Settings), NameOf(slot.Index));
        Context.WatchWith(worker, new MasterMessage.WorkerActorStopped(slot.Index, process));
    }

    // Wider than a number of workers, so that no request, however large, turns into a small one.
    private void ScaleTo(long instances)
    {
        int before = Pool.Slots.Wanted;
        if (before == 0)
        {
            // A running pool wants one worker at least. Said by the pool, which gives up before the message that says so comes.
            Ignore("scaling", Pool.IsStopping ? "the pool is stopping" : "the pool has not been started");
            Reply(before);
            return;
        }

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

        foreach (Slot victim in Pool.Slots.ChooseVictims(Pool.Slots.Wanted - wanted))
        {
            Retire(victim);
        }

        Reply(Pool.Slots.Wanted);
    }

    private void Retire(Slot victim)
    {
        Pool.Slots.MarkStopping(victim);
        Publish(new SupervisionEvent.WorkerRetiring(Options.Name, victim.Worker, victim.Pid));
        WorkerAt(victim).Tell(StopMessage());
    }

    // Told twice when the worker's end overtakes the message of its start: a failure comes before every ordinary message.
    private void Started(WorkerId worker, ProcessIdentity process)
    {
        if (Pool.Slots.Find(worker.Index) is { Pid: null } slot && slot.Worker == worker)
        {
            Pool.Started(slot, process.Pid, Now);
            Publish(new SupervisionEvent.WorkerStarted(Options.Name, worker, process));
        }
    }

    private void StartDelayed(MasterMessage.WorkerStartDelayed delayed)
    {
        if (Pool.Slots.Find(delayed.Worker.Index) is { } slot && slot.Worker == delayed.Worker)
        {
            PoolState.StartDelayed(slot);
        }

        Publish(new SupervisionEvent.WorkerStartDelayed(Options.Name, delayed.Worker, delayed.Error, delayed.Delay));
    }

    /// <summary>For <see cref="RespawnStrategy"/>, in this actor's turn.</summary>
    private RespawnDecision Decide(WorkerExitedException exited)
    {
        if (exited.Process is { } process)
        {
            Started(exited.Worker, process);
        }

        if (Pool.Slots.Find(exited.Worker.Index) is { } slot && slot.Incarnation > exited.Worker.Incarnation)
        {
            // Decided before; then this actor's own code failed, so that the decision was not carried out.
            return Pool.IsStopping ? RespawnDecision.Stop : RespawnDecision.Respawn;
        }

        return Report(exited.Worker, exited.Process?.Pid, exited.Exit, exited.Uptime);
    }

    /// <summary>For <see cref="RespawnStrategy"/>, in this actor's turn: a fault of a worker actor's own code.</summary>
    private void WorkerFailed(IActorRef child, Exception cause)
    {
        Slot? slot = Pool.Slots.Find(int.Parse(child.Path.Name, CultureInfo.InvariantCulture));
        Publish(new SupervisionEvent.InternalFault(Options.Name, slot?.Worker, cause.GetBaseException()));
        if (slot?.State == WorkerState.Stopping)
        {
            // The fault may have swallowed the request.
            child.Tell(StopMessage());
        }
    }

    private RespawnDecision Report(WorkerId worker, int? pid, ProcessExit exit, TimeSpan uptime)
    {
        Slot slot = Pool.Slots.Find(worker.Index) ?? throw new InvalidOperationException($"{worker} ended, but it has no slot.");
        TimeSpan now = Now;
        RespawnDecision decision = Pool.Exited(slot, exit, now);
        if (exit is ProcessExit.NotStarted && decision == RespawnDecision.Stop)
        {
            return decision; // It never was, and the first of its kind has told why.
        }

        var report = new WorkerExitReport(
            worker, pid, exit, uptime, decision, Pool.RespawnsInInterval(now), Options.RespawnLimit, Options.RespawnInterval);
        state.LastExits.Enqueue(report);
        if (state.LastExits.Count > LastExitsKept)
        {
            state.LastExits.Dequeue();
        }

        slot.IsEndReported = decision != RespawnDecision.Respawn;
        Publish(new SupervisionEvent.WorkerExited(Options.Name, report));
        if (decision is RespawnDecision.GiveUp or RespawnDecision.CouldNotStart)
        {
            // Settled here and now, whatever is in the mailbox: nothing is spawned any more, and the breach wins.
            state.ForbidSpawning();
            state.Outcome = OutcomeOf(report);
            Self.Tell(new MasterMessage.GaveUp());
        }

        return decision;
    }

    private PoolOutcome OutcomeOf(WorkerExitReport last) => last switch
    {
        { Decision: RespawnDecision.CouldNotStart, Exit: ProcessExit.NotStarted notStarted } =>
            new PoolOutcome.CouldNotStart(notStarted.Error),
        _ => new PoolOutcome.RespawnLimitBreached(last.RespawnLimit ?? 0, last.RespawnInterval, [.. state.LastExits]),
    };

    private void WorkerActorStopped(int index, WorkerProcess process)
    {
        if (Pool.Slots.Find(index) is not { } slot || !ReferenceEquals(state.Processes.GetValueOrDefault(index), process))
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
            if (decided || Report(slot.Worker, process.Pid, new ProcessExit.Unknown(), Now - slot.StartedAt) == RespawnDecision.Respawn)
            {
                CreateWorkerActor(slot);
                return;
            }
        }

        state.Processes.Remove(index);
        Pool.Slots.Remove(slot);
        if (state.StopMode is not null && Pool.Slots.Count == 0)
        {
            Finish();
            Context.Stop(Self);
        }
    }
}
