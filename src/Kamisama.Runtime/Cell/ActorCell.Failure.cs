namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    // Who failed: this actor, or the child whose failure it took on by escalating. Null: not failed.
    private InternalActorRef? _perpetrator;

    /// <summary>
    /// The failure of this actor. It stands still, with everything below it, until the supervisor has decided.
    /// A second failure while failed is ignored: the decision on the first covers it.
    /// </summary>
    private void Fail(Exception cause, InternalActorRef? perpetrator = null, long onlyChildrenAfter = 0)
    {
        if (_perpetrator is not null || Mailbox.IsClosed)
        {
            return;
        }

        Mailbox.Suspend();
        _perpetrator = perpetrator ?? SelfRef;

        // A child that failed has suspended itself; another suspend would never be taken back.
        SuspendChildren(perpetrator, onlyChildrenAfter);
        _parent.SendSystem(new SystemMessage.Failed(SelfRef, cause));
    }

    private void HandleFailed(SystemMessage.Failed failed)
    {
        // An earlier bearer of the name may have failed before it was stopped: its failure is nobody's business any more.
        if (_children?.Find(failed.Child) is not { } stats)
        {
            return;
        }

        _sender = failed.Child;
        bool decided;
        try
        {
            decided = Strategy.HandleFailure(this, failed.Child, failed.Cause, stats, _children);
        }
        finally
        {
            _sender = null;
        }

        if (!decided)
        {
            // Escalated: the child's own exception, not wrapped.
            Fail(failed.Cause, perpetrator: failed.Child);
        }
    }

    private void SuspendAll()
    {
        Mailbox.Suspend();
        SuspendChildren(except: null, onlyAfter: 0);
    }

    private void ResumeAll(Exception? causedByFailure)
    {
        if (!IsStopping)
        {
            if (_actor is null)
            {
                RetryCreate();
                return;
            }

            if (_retired && causedByFailure is not null)
            {
                // The last restart failed half way: there is no instance that could go on.
                Recreate(causedByFailure);
                return;
            }
        }

        InternalActorRef? perpetrator = _perpetrator;
        Mailbox.Resume();
        if (causedByFailure is not null)
        {
            _perpetrator = null;
            _message = null;
            _sender = null;
        }

        ResumeChildren(causedByFailure, perpetrator);
    }
}
