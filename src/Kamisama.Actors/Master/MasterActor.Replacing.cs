namespace Kamisama.Actors;

// Workers are replaced by new ones: a rolling restart, age, memory. What is next is decided by Replacements.
internal partial class MasterActor
{
    private void RestartWorkers()
    {
        if (Pool.Slots.Wanted == 0)
        {
            Ignore("rolling restart", Pool.IsStopping ? "the pool is stopping" : "the pool has not been started");
            Reply(new RollingRestartResult(0, 0, Pool.IsStopping ? "the pool is stopping" : "the pool has not been started"));
            return;
        }

        RestartWorkers(new RestartAsker(Sender));
    }

    private void RestartWorkers(RestartAsker asker)
    {
        bool begins = Pool.Replacements.Rolling is null;
        (begins ? state.RestartAskers : state.NextRestartAskers).Add(asker);
        BeginRolling(begins ? state.RestartAskers : state.NextRestartAskers);
    }

    private void RestartWorker(MasterMessage.RestartWorker message, Slot slot)
    {
        if (Pool.Slots.Wanted == 0)
        {
            RestartWorkers();
        }
        else if (Pool.Replacements.Rolling is not null || slot.State == WorkerState.Stopping || slot.IsSuccessor)
        {
            string reason = Pool.Replacements.Rolling is null ? "the worker is on its way in or out already" : "a rolling restart is in progress";
            Ignore($"restart of {slot.Worker}", reason);
            Reply(new Status.Failure(new InvalidOperationException($"'{message}' changes nothing: {reason}.")));
        }
        else
        {
            state.RestartAskers.Add(new RestartAsker(Sender));
            BeginRolling([slot.Worker]);
        }
    }

    private void BeginRolling(List<RestartAsker> askers)
    {
        // Those that run under the newest options already are replaced only when somebody asked for the restart itself.
        bool isForAll = askers.Exists(asker => asker.Changed is null);
        BeginRolling([.. Pool.Slots.InUse
            .Where(slot => slot is { State: not WorkerState.Stopping, IsSuccessor: false } && (isForAll || IsOutdated(slot)))
            .Select(slot => slot.Worker)]);
    }

    private void BeginRolling(List<WorkerId> workers)
    {
        if (Pool.Replacements.BeginRolling(workers))
        {
            Publish(new SupervisionEvent.RollingRestartStarted(Options.Name, workers.Count));
            Replace();
        }
    }

    private void ReplacementDue(MasterMessage.ReplacementDue due)
    {
        if (Find(due.Worker) is { IsReplaceable: true } && !Pool.IsStopping)
        {
            Pool.Replacements.Add(due.Worker, due.Cause, due.Detail);
            Replace();
        }
    }

    /// <summary>Carries on: begins what is due, and tells of what is over.</summary>
    private void Replace()
    {
        while (!Pool.IsStopping && Pool.Replacements.TakeNext(Pool.Slots) is { } next)
        {
            Begin(next, Pool.Slots.Find(next.Old.Index)!);
        }

        if (Pool.Replacements.TakeFinishedRolling() is { } rolling)
        {
            EndRolling(new RollingRestartResult(
                rolling.Workers, rolling.Replaced, rolling.FailedWorker is { } failed ? $"the new {failed} ended before it was ready" : null));
        }
    }

    private void Begin(Replacement replacement, Slot old)
    {
        if (Options.RestartSurge > 0 && Pool.Slots.Count < WorkerPoolOptions.MaxInstances)
        {
            Slot successor = Pool.Slots.Add(Now, isSuccessor: true);
            replacement.Successor = successor.Index;
            Publish(new SupervisionEvent.WorkerReplacing(Options.Name, old.Worker, old.Pid, replacement.Cause, successor.Worker, replacement.Detail));
            CreateWorkerActor(successor, TimeSpan.Zero);
        }
        else
        {
            PoolState.Restart(old, replacement.Cause);
            Publish(new SupervisionEvent.WorkerReplacing(Options.Name, old.Worker, old.Pid, replacement.Cause, old.Worker.Next, replacement.Detail));
            WorkerAt(old).Tell(new WorkerMessage.ReplaceWorker(old.Incarnation, replacement.Cause));
        }
    }

    /// <summary>A worker is ready, which may be what a replacement waited for.</summary>
    private void Ready(Slot slot)
    {
        if (!PoolState.Ready(slot))
        {
            return;
        }

        TellWhenReady();
        if (Pool.Replacements.Ready(slot) is not { } replacement)
        {
            return;
        }

        if (replacement.Successor is null)
        {
            Replace();
            return;
        }

        Pool.Slots.TakeOver(slot);
        ReplaceIfOutdated(slot.Worker);
        if (Find(replacement.Old) is { } old)
        {
            Retire(old, replacement.Cause);
        }
    }

    /// <summary>A worker has ended or is going for good, which may be the end of a replacement.</summary>
    private void Settle(Replacement? over, int index)
    {
        if (over?.Successor is { } successor && successor != index
            && Pool.Slots.Find(successor) is { IsSuccessor: true, State: not WorkerState.Stopping } notNeeded)
        {
            Retire(notNeeded, WorkerEndCause.Retired);
        }

        Replace();
    }

    // The pool stops; the rolling restart, and the one behind it, end with it.
    private void EndRestarts()
    {
        if (state.RestartAskers.Count == 0 && state.NextRestartAskers.Count == 0)
        {
            return;
        }

        foreach (RestartAsker asker in state.RestartAskers.Concat(state.NextRestartAskers))
        {
            Answer(asker, new RollingRestartResult(0, 0, "the pool is stopping"));
        }

        state.RestartAskers.Clear();
        state.NextRestartAskers.Clear();
    }

    private void EndRolling(RollingRestartResult result)
    {
        Publish(new SupervisionEvent.RollingRestartEnded(Options.Name, result));
        foreach (RestartAsker asker in state.RestartAskers)
        {
            Answer(asker, result);
        }

        state.RestartAskers.Clear();
        state.RestartAskers.AddRange(state.NextRestartAskers);
        state.NextRestartAskers.Clear();
        if (Pool.Replacements.IsRollingPending && !Pool.IsStopping)
        {
            BeginRolling(state.RestartAskers);
        }
    }

    private static void Answer(RestartAsker asker, RollingRestartResult result)
    {
        if (!asker.Sender.Equals(Context.System.DeadLetters))
        {
            asker.Sender.Tell(asker.AnswerWith(result));
        }
    }
}
