namespace Kamisama.Actors;

/// <summary>
/// What a group of pools decides: who is started or stopped next, who is restarted, when the group is over. No clock, no actor.
/// Every fact gives the steps that follow from it; a fact that comes twice, or is of an earlier life, gives none.
/// </summary>
/// <remarks>
/// A pool that ended by itself, so neither asked to stop nor being restarted:
/// <code>
/// it                     BreachAction   group      restart limit   then
/// was stopped, finished  any            any        any             it is over
/// gave up                StopPool       any        any             it is over
/// gave up                Fail           stopping   any             it is over, and so is the group, with its outcome
/// gave up                Fail           running    has room        it is restarted, and others as the strategy says
/// gave up                Fail           running    is reached      it is over; the others are stopped; the group ends with its outcome
/// </code>
/// </remarks>
internal sealed partial class PoolGroupState(WorkerPoolGroupOptions initial)
{
    // In the order of their first starts.
    private readonly List<PoolMember> _members = [.. initial.Pools.Select((pool, index) => new PoolMember(index, pool))];
    private readonly RespawnWindow _restarts = new(initial.RestartLimit, initial.RestartInterval);
    private WorkerPoolGroupOptions _options = initial;
    private int _nextIndex = initial.Pools.Count;
    private readonly List<PoolGroupStep> _steps = [];
    private PoolGroupOutcome? _firstToFail;
    private MasterMessage.StopPool? _stop;
    private bool _stopRequested, _isStarted, _isOver;

    /// <summary>Why the group is over, or will be; <see langword="null"/> while it runs.</summary>
    public PoolGroupOutcome? Outcome { get; private set; }

    /// <summary>Whether the pools are being stopped, or are over.</summary>
    public bool IsStopping => _stop is not null || _isOver;

    /// <summary>Whether nothing is left: all pools are over, and their masters gone.</summary>
    public bool IsEmpty => _members.All(member => member is { Phase: PoolMemberPhase.Over, IsGone: true });

    /// <summary>The group is to start.</summary>
    public IReadOnlyList<PoolGroupStep> Start()
    {
        _isStarted = true;
        return Settle();
    }

    /// <summary>All first workers of a pool have come.</summary>
    public IReadOnlyList<PoolGroupStep> Ready(PoolId pool)
    {
        if (Find(pool) is { Phase: PoolMemberPhase.Starting, IsGone: false } member)
        {
            member.Phase = PoolMemberPhase.Running;
        }

        return Settle();
    }

    /// <summary>The master of a pool is gone.</summary>
    public IReadOnlyList<PoolGroupStep> Gone(PoolId pool)
    {
        if (Find(pool) is { } member)
        {
            member.IsGone = true;
        }

        return Settle();
    }

    /// <summary>A pool is over.</summary>
    public IReadOnlyList<PoolGroupStep> Ended(PoolId pool, PoolOutcome outcome, TimeSpan now)
    {
        if (Find(pool) is { Phase: not (PoolMemberPhase.Waiting or PoolMemberPhase.Over) } member)
        {
            member.LastOutcome = outcome;
            if (member.Returns)
            {
                // However it ended: it was to end, and that is counted already.
                member.Returns = false;
                member.Phase = PoolMemberPhase.Waiting;
            }
            else if (!GaveUp(outcome) || member.Options.BreachAction == BreachAction.StopPool || WasAskedAlone(member))
            {
                End(member, outcome);
            }
            else if (_stop is null && _restarts.TryRecord(now))
            {
                Restart(member, outcome, now);
            }
            else
            {
                GiveUp(member, outcome);
            }
        }

        return Settle();
    }

    /// <summary>The group is to stop.</summary>
    public IReadOnlyList<PoolGroupStep> Stop(MasterMessage.StopPool request)
    {
        bool requestedBefore = _stopRequested;
        _stopRequested = true;
        if (_stop is null && !_isOver)
        {
            Outcome = new PoolGroupOutcome(new PoolOutcome.Stopped(request.Mode == StopMode.Immediate, request.Signal), null);
            StopAll(request);
        }
        else if (_stop is not null && StopEscalation.Next(_stop.Mode, requestedBefore, request.Mode, request.Signal is not null) is { } mode)
        {
            if (mode == StopMode.Immediate && Outcome is { Outcome: PoolOutcome.Stopped })
            {
                Outcome = new PoolGroupOutcome(new PoolOutcome.Stopped(Forced: true, request.Signal), null);
            }

            StopAll(request with { Mode = mode });
        }
        else
        {
            _steps.Add(new PoolGroupStep.Publish(
                new SupervisionEvent.RequestIgnored(PoolGroup.Name, MasterActor.ReasonOf(request), "the pools are stopping already")));
        }

        return Settle();
    }

    /// <summary>One pool is to stop, whatever the others do, and is not restarted.</summary>
    public IReadOnlyList<PoolGroupStep> StopOne(int index, StopMode mode)
    {
        if (_members.Find(member => member.Id.Index == index) is { } one)
        {
            StopAlone(one, new MasterMessage.StopPool(mode));
        }

        return Settle();
    }

    private void StopAlone(PoolMember member, MasterMessage.StopPool stop)
    {
        member.Returns = false;
        switch (member.Phase)
        {
            case PoolMemberPhase.Waiting:
                EndWaiting(member);
                break;
            case PoolMemberPhase.Starting or PoolMemberPhase.Running or PoolMemberPhase.ToStop:
                Tell(member, stop);
                break;
            case PoolMemberPhase.Stopping:
                TellIfMoreUrgent(member, stop);
                break;
            case PoolMemberPhase.Over:
                break;
        }
    }

    // Whatever is neither of these, also an outcome that this type does not know.
    private static bool GaveUp(PoolOutcome outcome) => outcome is not (PoolOutcome.Stopped or PoolOutcome.Finished);

    // Its end was asked for, so that it is no reason for anything, even if it gave up at the same moment.
    private bool WasAskedAlone(PoolMember member) => _stop is null && member.Stop is not null;

    // None: it was another life of that pool, or a pool that has been forgotten.
    private PoolMember? Find(PoolId pool) => pool.Index < _nextIndex
        ? _members.Find(member => member.Id == pool)
        : throw new ArgumentOutOfRangeException(nameof(pool), pool, "The group never had such a pool.");
}
