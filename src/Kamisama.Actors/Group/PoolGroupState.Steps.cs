namespace Kamisama.Actors;

// What follows from a decision, and in which order.
internal partial class PoolGroupState
{
    private void Restart(PoolMember failed, PoolOutcome outcome, TimeSpan now)
    {
        failed.Phase = PoolMemberPhase.Waiting;
        int first = _options.Strategy switch
        {
            PoolStrategy.OneForOne => _members.Count,
            PoolStrategy.OneForAll => 0,
            PoolStrategy.RestForOne => _members.IndexOf(failed) + 1,
        };
        var stop = new MasterMessage.StopPool { Reason = $"pool '{failed.Options.Name}' is being restarted" };
        foreach (PoolMember other in _members.Skip(first).Where(IsUp))
        {
            other.Phase = PoolMemberPhase.ToStop;
            other.Stop = stop;
            other.Returns = true;
        }

        // All that come down, also for an earlier restart that this one joins.
        string[] names = [.. _members.Where(member => member == failed || member.Returns).Select(member => member.Options.Name)];
        _steps.Add(new PoolGroupStep.Publish(new SupervisionEvent.PoolRestarting(
            failed.Options.Name, outcome, _options.Strategy, names, _restarts.Count(now), _options.RestartLimit, _options.RestartInterval)));
    }

    private void GiveUp(PoolMember failed, PoolOutcome outcome)
    {
        var reason = new PoolGroupOutcome(outcome, failed.Options.Name);
        if (Outcome is null or { Outcome: PoolOutcome.Stopped })
        {
            // Also when a stop was asked for: the pool did not end because of that, and the exit code says so.
            Outcome = reason;
        }

        End(failed, outcome);
        if (_stop is null)
        {
            StopAll(new MasterMessage.StopPool { Reason = $"{reason}" });
        }
    }

    private void StopAll(MasterMessage.StopPool stop)
    {
        _stop = stop;
        foreach (PoolMember member in _members)
        {
            member.Returns = false;
            switch (member.Phase)
            {
                case PoolMemberPhase.Waiting:
                    EndWaiting(member);
                    break;
                case PoolMemberPhase.Starting or PoolMemberPhase.Running or PoolMemberPhase.ToStop:
                    member.Phase = PoolMemberPhase.ToStop;
                    member.Stop = stop;
                    break;
                case PoolMemberPhase.Stopping:
                    TellIfMoreUrgent(member, stop);
                    break;
                case PoolMemberPhase.Over:
                    break;
            }
        }
    }

    private void TellIfMoreUrgent(PoolMember member, MasterMessage.StopPool stop)
    {
        // Not as urgent a one again: a second TERM kills.
        if (stop.Mode > member.Stop!.Mode)
        {
            Tell(member, stop);
        }
    }

    private void Tell(PoolMember member, MasterMessage.StopPool stop)
    {
        member.Stop = stop;
        member.Phase = PoolMemberPhase.Stopping;
        _steps.Add(new PoolGroupStep.StopPool(member.Id, stop));
    }

    private void EndWaiting(PoolMember member) => End(member, member.LastOutcome ?? new PoolOutcome.Stopped(false, null));

    private void End(PoolMember member, PoolOutcome outcome)
    {
        member.Phase = PoolMemberPhase.Over;
        if (member.IsLeaving)
        {
            // How the group fares is not up to it any more.
        }
        else if (GaveUp(outcome) || outcome is PoolOutcome.Finished { ExitCode: not 0 })
        {
            _firstToFail ??= new PoolGroupOutcome(outcome, member.Options.Name);
        }

        _steps.Add(new PoolGroupStep.EndPool(member.Id.Index, outcome));
    }

    /// <summary>Adds what has its turn now, and takes all steps.</summary>
    private PoolGroupStep[] Settle()
    {
        StopThoseInTurn();
        if (_isStarted && _stop is null && !_members.Any(member => member.IsComingDown))
        {
            StartNext();
        }

        if (!_isOver && _members.All(member => member.Phase == PoolMemberPhase.Over))
        {
            _isOver = true;
            Outcome ??= _firstToFail ?? new PoolGroupOutcome(new PoolOutcome.Stopped(false, null), null);
            _steps.Add(new PoolGroupStep.EndGroup(Outcome));
        }

        ForgetThoseThatLeft();
        PoolGroupStep[] steps = [.. _steps];
        _steps.Clear();
        return steps;
    }

    // The last one first, and each waits for those behind it; when it is urgent, none does.
    private void StopThoseInTurn()
    {
        foreach (PoolMember member in _members.AsEnumerable().Reverse())
        {
            if (member.Phase == PoolMemberPhase.ToStop)
            {
                Tell(member, member.Stop!);
            }

            bool waitsForIt = member.Phase == PoolMemberPhase.Stopping && (member.Returns || _stop is not null);
            if (waitsForIt && _stop?.Mode != StopMode.Immediate)
            {
                return;
            }
        }
    }

    // The first one first, and each waits for those before it.
    private void StartNext()
    {
        PoolMember? next = _members.FirstOrDefault(member => member.Phase is PoolMemberPhase.Waiting or PoolMemberPhase.Starting);
        // By a pool that was removed, and then added again before it was gone.
        bool isNameTaken = _members.Exists(other => other != next && !other.IsGone && other.Options.Name == next?.Options.Name);
        if (next is { Phase: PoolMemberPhase.Waiting } && !isNameTaken)
        {
            next.BeginLife();
            _steps.Add(new PoolGroupStep.StartPool(next.Id));
        }
    }

    private static bool IsUp(PoolMember member) => member.Phase is PoolMemberPhase.Starting or PoolMemberPhase.Running;
}
