namespace Kamisama.Actors;

// Other options for a pool that runs. What they mean is decided by PoolChange.
internal partial class MasterActor
{
    private void Reconfigure(WorkerPoolOptions? options)
    {
        if (FaultsOf(options) is { Count: > 0 } faults)
        {
            Ignore("reconfiguration", string.Join(" ", faults));
            Reply(new Status.Failure(new WorkerPoolOptionsException(faults)));
            return;
        }

        PoolChange change = PoolChange.Between(Options, options!);
        if (change.Changed.Count == 0)
        {
            Reply(new ReconfigureResult([], WorkersReplaced: false, null));
            return;
        }

        state.Change(options!, change);
        Publish(new SupervisionEvent.PoolReconfigured(Options.Name, change.Changed, change.ReplacesWorkers));
        CarryOut(change);
        if (change.ReplacesWorkers)
        {
            RestartWorkers(new RestartAsker(Sender, change.Changed));
        }
        else
        {
            Reply(new ReconfigureResult(change.Changed, WorkersReplaced: false, null));
        }

        state.Unfinished = null;
    }

    private List<string> FaultsOf(WorkerPoolOptions? options)
    {
        if (options is null)
        {
            return ["The options are missing: name all of them, as at the start of the pool."];
        }

        if (MissingOptions.FaultsOf(options).ToList() is { Count: > 0 } missing)
        {
            return missing;
        }

        List<string> faults = WorkerPoolOptionsValidator.FaultsOf(options, needsCommand: true);
        if (PoolChange.Refusal(Options, options) is { } refusal)
        {
            faults.Add(refusal);
        }

        if (options.Name != Options.Name)
        {
            faults.Add($"The pool is named '{Options.Name}', and keeps its name as long as it runs: it can't become '{options.Name}'. Start another pool.");
        }

        if (Pool.IsStopping || state.Phase != PoolPhase.Started)
        {
            faults.Add($"The pool '{Options.Name}' {(Pool.IsStopping ? "is stopping" : "has not been started")}: only one that runs can be reconfigured.");
        }

        return faults;
    }

    /// <summary>What is done at once. Twice, it does no harm.</summary>
    private void CarryOut(PoolChange change)
    {
        if (change.RearmsChecks)
        {
            foreach (Slot slot in Pool.Slots.InUse)
            {
                WorkerAt(slot).Tell(new WorkerMessage.OptionsChanged());
            }
        }

        if (change.Scales)
        {
            Scale(Options.Instances);
        }
    }

    /// <summary>A worker that was asked for before the options changed, and was not known of then, or was there to take over from another.</summary>
    private void ReplaceIfOutdated(WorkerId worker)
    {
        if (Find(worker) is { IsReplaceable: true } slot && !Pool.IsStopping && IsOutdated(slot))
        {
            Pool.Replacements.AddLate(worker);
            Replace();
        }
    }

    private bool IsOutdated(Slot slot) => state.Processes.GetValueOrDefault(slot.Index)?.Options is { } began
        && !ReferenceEquals(began, Options)
        && PoolChange.Between(began, Options).ReplacesWorkers;
}
