using System.Diagnostics;

namespace Kamisama.Actors;

// Other options for the group. What they mean is decided by PoolGroupState.
internal partial class PoolGroupActor
{
    private IReadOnlyList<PoolGroupStep> Reconfigure(WorkerPoolGroupOptions options)
    {
        List<string> faults = FaultsOf(options);
        if (faults.Count == 0)
        {
            faults.AddRange(group.State.RefusalsOf(options));
        }

        if (group.State.WhyNotReconfigured is { } reason)
        {
            faults.Add(reason);
        }

        if (faults.Count > 0)
        {
            group.Publish(new SupervisionEvent.RequestIgnored(PoolGroup.Name, "reconfiguration", string.Join(" ", faults)));
            Reply(new Status.Failure(new WorkerPoolOptionsException(faults)));
            return [];
        }

        PoolGroupChange change = group.State.ChangeTo(options);
        return [.. Told(change), .. group.State.Reconfigure(options, change), new PoolGroupStep.Answer(Sender, change)];
    }

    private static List<string> FaultsOf(WorkerPoolGroupOptions options)
    {
        if (options.Pools is null || options.Pools.Contains(null))
        {
            return ["WorkerPoolGroupOptions.Pools, or one of them, is null: name all pools."];
        }

        List<string> missing = [.. options.Pools.SelectMany(pool => MissingOptions.FaultsOf(pool).Select(fault => $"Pool '{pool.Name}': {fault}"))];
        return missing.Count > 0 ? missing : WorkerPoolGroupOptionsValidator.FaultsOf(options);
    }

    private static IEnumerable<PoolGroupStep> Told(PoolGroupChange change)
    {
        string[] names = [.. change.Changed, .. change.Added.Count + change.Removed.Count > 0 ? [nameof(WorkerPoolGroupOptions.Pools)] : Array.Empty<string>()];
        return names.Length == 0 ? [] : [new PoolGroupStep.Publish(new SupervisionEvent.PoolReconfigured(PoolGroup.Name, names, WorkersReplaced: false))];
    }

    private void CarryOutChange(PoolGroupStep step)
    {
        switch (step)
        {
            case PoolGroupStep.AddPool add:
                IActorRef self = Self;
                var entry = new PoolEntry(add.Index, add.Options);
                entry.Pool.Stop = mode => self.Tell(new PoolGroupMessage.StopOne(add.Index, mode), ActorRefs.NoSender);
                group.Add(entry);
                break;
            case PoolGroupStep.ReconfigurePool(var pool, var options, var isUp) when group.Find(pool.Index) is { } kept:
                kept.Options = options;
                if (isUp && kept.Life is { Front: not null } life)
                {
                    group.Asked[kept.Name] = life.ReconfigureAsync(options);
                }

                break;
            case PoolGroupStep.LeavePool leave when group.Find(leave.Index) is { } left:
                left.IsLeaving = true;
                group.ShowPools();
                break;
            case PoolGroupStep.ForgetPool forget:
                group.Forget(forget.Index);
                break;
            case PoolGroupStep.Answer(var asker, var change):
                Answer(asker, change);
                break;
            default:
                throw new UnreachableException($"{step}");
        }
    }

    private void Answer(IActorRef asker, PoolGroupChange change)
    {
        GroupedPool[] added = [.. change.Added.Select(pool => Array.FindLast(group.Entries, entry => entry.Name == pool.Name)?.Pool).OfType<GroupedPool>()];
        Task<PoolOutcome>[] removed = [.. change.Removed.Select(name => Array.FindLast(group.Entries, entry => entry.IsLeaving && entry.Name == name)?.Pool.Completion)
            .OfType<Task<PoolOutcome>>()];
        Task<PoolGroupReconfigureResult> done = WhenDoneAsync(change, added, removed, new(group.Asked));
        group.Asked.Clear();
        if (!asker.Equals(Context.System.DeadLetters))
        {
            done.PipeTo(asker, Self);
        }
    }

    private static async Task<PoolGroupReconfigureResult> WhenDoneAsync(
        PoolGroupChange change, GroupedPool[] added, Task<PoolOutcome>[] removed, Dictionary<string, Task<ReconfigureResult?>> asked)
    {
        var pools = new Dictionary<string, ReconfigureResult>();
        foreach ((string name, Task<ReconfigureResult?> answer) in asked)
        {
            if (await answer.ConfigureAwait(false) is { } result)
            {
                pools[name] = result;
            }
        }

        await Task.WhenAll(removed).ConfigureAwait(false);
        await Task.WhenAll(added.Select(pool => Task.WhenAny(pool.Ready, pool.Completion))).ConfigureAwait(false);
        return new PoolGroupReconfigureResult(change.Changed, [.. change.Added.Select(pool => pool.Name)], change.Removed, pools);
    }

    private void Reply(object answer)
    {
        if (!Sender.Equals(Context.System.DeadLetters))
        {
            Sender.Tell(answer, Self);
        }
    }
}
