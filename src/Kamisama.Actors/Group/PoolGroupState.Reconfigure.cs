namespace Kamisama.Actors;

// Other options for a group that runs.
internal partial class PoolGroupState
{
    /// <summary>What other options would change.</summary>
    public PoolGroupChange ChangeTo(WorkerPoolGroupOptions options) =>
        PoolGroupChange.Between([.. _members.Where(member => !member.IsLeaving).Select(member => member.Options.Name)], _options, options);

    /// <summary>Why the group can't be given other options now; <see langword="null"/>: it can.</summary>
    public string? WhyNotReconfigured => (IsStopping, _isStarted) switch
    {
        (true, _) => "The group is stopping: only one that runs can be reconfigured.",
        (_, false) => "The group has not been started: only one that runs can be reconfigured.",
        _ => null,
    };

    /// <summary>What can't be changed in a pool that runs.</summary>
    public IEnumerable<string> RefusalsOf(WorkerPoolGroupOptions options) => _members
        .Where(member => !member.IsLeaving && IsUp(member))
        .Select(member => options.Pools.FirstOrDefault(pool => pool.Name == member.Options.Name) is { } next ? (member.Options.Name, Why: PoolChange.Refusal(member.Options, next)) : default)
        .Where(refusal => refusal.Why is not null)
        .Select(refusal => $"Pool '{refusal.Name}': {refusal.Why}");

    /// <summary>The group has other options.</summary>
    public IReadOnlyList<PoolGroupStep> Reconfigure(WorkerPoolGroupOptions options, PoolGroupChange change)
    {
        _options = options;
        _restarts.Change(options.RestartLimit, options.RestartInterval);
        foreach (PoolMember member in _members.Where(member => !member.IsLeaving))
        {
            if (change.Kept.FirstOrDefault(pool => pool.Name == member.Options.Name) is { } kept)
            {
                member.Options = kept;
                _steps.Add(new PoolGroupStep.ReconfigurePool(member.Id, kept, IsUp(member)));
            }
            else
            {
                member.IsLeaving = true;
                _steps.Add(new PoolGroupStep.LeavePool(member.Id.Index));
                StopAlone(member, new MasterMessage.StopPool { Reason = "the pool is not configured any more" });
            }
        }

        foreach (WorkerPoolOptions added in change.Added)
        {
            _members.Add(new PoolMember(_nextIndex, added));
            _steps.Add(new PoolGroupStep.AddPool(_nextIndex, added));
            _nextIndex++;
        }

        return Settle();
    }

    /// <summary>A pool has been given options that the group was not told.</summary>
    public void Know(PoolId pool, WorkerPoolOptions options)
    {
        if (Find(pool) is { } member)
        {
            member.Options = options;
        }
    }

    private void ForgetThoseThatLeft()
    {
        foreach (PoolMember left in _members.FindAll(member => member is { IsLeaving: true, Phase: PoolMemberPhase.Over, IsGone: true }))
        {
            _members.Remove(left);
            _steps.Add(new PoolGroupStep.ForgetPool(left.Id.Index));
        }
    }
}
