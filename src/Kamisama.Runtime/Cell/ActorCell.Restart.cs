namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    private Exception? _restartCause;

    /// <summary>The next incarnation: same ref, same mailbox, new instance. The failing message is not processed again.</summary>
    private void Recreate(Exception cause)
    {
        if (IsStopping)
        {
            // A stop overtakes a restart; only the suspend counter must stay in pairs.
            ResumeAll(null);
            return;
        }

        if (_actor is null)
        {
            RetryCreate();
            return;
        }

        // Also on what a restart that failed half way has left: its children must go before the next try makes them again.
        RunPreRestart(_actor, cause);
        Retire(_actor);

        _message = null;
        _sender = null;
        _restartCause = cause;
        if (_children?.WaitForDying(AfterChildren.Recreate) != true)
        {
            FinishRecreate();
        }
    }

    private void RunPreRestart(ActorBase instance, Exception cause)
    {
        try
        {
            instance.AroundPreRestart(cause, _message!);
        }
#pragma warning disable CA1031 // The restart goes on whatever the old instance does.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            SystemImpl.Logs.HookFailed(Self, nameof(ActorBase.AroundPreRestart), new PreRestartException(Self, failure, cause, _message));
        }
    }

    private void FinishRecreate()
    {
        Exception cause = _restartCause!;
        _restartCause = null;

        // Before the new instance makes children of its own.
        LocalActorRef[] survivors = ChildrenNow();
        long lastSurvivor = SystemImpl.NextUid();
        Mailbox.Resume();
        _perpetrator = null;
        try
        {
            ActorBase fresh = NewInstance();
            _actor = fresh;
            fresh.AroundPostRestart(cause, null!);
        }
#pragma warning disable CA1031 // Reported to the supervisor.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // What there is now is half an instance, or the old one: it cannot be resumed.
            Retire(_actor!);
            Fail(new PostRestartException(Self, failure, cause), onlyChildrenAfter: lastSurvivor);
            return;
        }

        NoteActivity();
        foreach (LocalActorRef child in survivors)
        {
            child.Restart(cause);
        }
    }
}
