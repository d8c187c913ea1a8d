using System.Diagnostics;

namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    /// <summary>How much of the system messages the cell can take now. The order counts: a lower phase takes more.</summary>
    private enum Phase
    {
        Running,
        Suspended,
        WaitingForChildren,
    }

    private SystemMessage? _asideFirst;
    private SystemMessage? _asideLast;

    private Phase CurrentPhase => _children?.After switch
    {
        AfterChildren.Create or AfterChildren.Recreate => Phase.WaitingForChildren,
        _ => Mailbox.IsSuspended || Mailbox.IsHeld ? Phase.Suspended : Phase.Running,
    };

    /// <summary>A batch of system messages, oldest first.</summary>
    internal void RunSystem(SystemMessage? next)
    {
        while (next is not null)
        {
            SystemMessage message = next;
            next = (SystemMessage?)message.Next;
            message.Next = null;

            if (Mailbox.IsClosed)
            {
                ToDeadLetters(message);
                continue;
            }

            Phase before = CurrentPhase;
            if (MustWait(message, before))
            {
                PutAside(message);
                continue;
            }

            Handle(message);
            if (_asideFirst is not null && CurrentPhase < before)
            {
                next = TakeAsideBefore(next);
            }
        }
    }

    // A failed child waits for a supervisor that can decide: one that has not failed itself and is in no handler. What would change a
    // half-restarted cell waits until it is whole.
    private static bool MustWait(SystemMessage message, Phase phase) => phase switch
    {
        Phase.Running => false,
        Phase.Suspended => message is SystemMessage.Failed,
        Phase.WaitingForChildren => message is SystemMessage.Recreate or SystemMessage.Suspend or SystemMessage.Resume,
        _ => throw new UnreachableException($"{phase}"),
    };

    private void Handle(SystemMessage message)
    {
        try
        {
            Dispatch(message);
        }
#pragma warning disable CA1031 // Whatever an actor's hook throws is its supervisor's business.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            Fail(cause, perpetrator: (message as SystemMessage.Failed)?.Child);
        }
    }

    private void Dispatch(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Create: Create(); break;
            case SystemMessage.Suspend: SuspendAll(); break;
            case SystemMessage.Resume resume: ResumeAll(resume.CausedByFailure); break;
            case SystemMessage.Recreate recreate: Recreate(recreate.Cause); break;
            case SystemMessage.Terminate: Terminate(); break;
            case SystemMessage.Watch watch: AddWatcher(watch.Watcher); break;
            case SystemMessage.Unwatch unwatch: RemoveWatcher(unwatch.Watcher); break;
            case SystemMessage.Failed failed: HandleFailed(failed); break;
            case SystemMessage.DeathWatchNotification died: HandleDeath(died); break;
            case SystemMessage.TaskStep step: RunStep(step); break;
            case SystemMessage.TaskEnded ended: EndTask(ended); break;
            default: throw new UnreachableException($"{message}");
        }
    }

    private void PutAside(SystemMessage message)
    {
        if (_asideLast is null)
        {
            _asideFirst = message;
        }
        else
        {
            _asideLast.Next = message;
        }

        _asideLast = message;
    }

    private SystemMessage? TakeAsideBefore(SystemMessage? next)
    {
        SystemMessage? first = _asideFirst;
        _asideLast!.Next = next;
        _asideFirst = _asideLast = null;
        return first;
    }
}
