namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    private bool IsStopping => _children?.After is AfterChildren.Terminate;

    private void Terminate()
    {
        SetReceiveTimeout(null);

        // First, so that the deaths of watched children do not end as dead letters.
        UnwatchAll();

        LocalActorRef[]? toStop = s_noChildren;
        if (_children is null)
        {
            _children = Children.Ended;
        }
        else if ((toStop = _children.BeginTermination()) is null)
        {
            return;
        }

        if (toStop.Length == 0)
        {
            FinishTerminate();
            return;
        }

        Mailbox.Suspend();

        // Failures while stopping are not reported: the supervisor has decided already.
        _perpetrator = SelfRef;
        foreach (LocalActorRef child in toStop)
        {
            child.Stop();
        }
    }

    /// <summary>The end. The order is a promise: PostStop, mailbox closed and its rest to the dead letters, parent, watchers.</summary>
    private void FinishTerminate()
    {
        if (_actor is { } actor)
        {
            try
            {
                actor.AroundPostStop();
            }
#pragma warning disable CA1031 // A stop goes on whatever the instance does.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                SystemImpl.Logs.HookFailed(Self, nameof(ActorBase.AroundPostStop), failure);
            }

            Retire(actor);
        }

        Mailbox.Close();
        _parent.SendSystem(new SystemMessage.DeathWatchNotification(SelfRef, existenceConfirmed: true));
        TellWatchers();
        UnwatchAll();
        Forget();
    }

    // Somebody may keep the ref for long; the dead actor must not be kept with it.
    private void Forget()
    {
        SetReceiveTimeout(null);
        _actor = null;
        _children = Children.Ended;
        _initial = null;
        _behaviors = null;
        _asideFirst = _asideLast = null;
        _message = null;
        _sender = null;
    }

    private void ChildGone(InternalActorRef child)
    {
        // Before anybody is told: the name is free by the time Terminated arrives.
        AfterChildren next = _children!.Remove(child);
        if (_actor is not null)
        {
            try
            {
                Strategy.HandleChildTerminated(this, child, _children);
            }
#pragma warning disable CA1031 // It is a failure of this actor; what waited for the child goes on.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Fail(failure);
            }
        }

        Continue(next);
    }

    private void Continue(AfterChildren next)
    {
        switch (next)
        {
            case AfterChildren.Nothing: break;
            case AfterChildren.Create: FinishRetryCreate(); break;
            case AfterChildren.Recreate: FinishRecreate(); break;
            case AfterChildren.Terminate: FinishTerminate(); break;
        }
    }
}
