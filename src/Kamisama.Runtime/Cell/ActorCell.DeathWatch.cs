namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    // Whom this actor watches, with the message it asked for (null: Terminated).
    private Dictionary<InternalActorRef, object?>? _watching;

    // Whose Terminated is in the mailbox. Taking a ref out of here takes its message out of the mailbox.
    private Dictionary<IActorRef, object?>? _terminatedQueued;

    // One watcher is the ref itself, more are a set: 100,000 sets of one are megabytes.
    private object? _watchedBy;

    public IActorRef Watch(IActorRef subject) => StartWatch(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return StartWatch(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (InternalActorRef.Behind(subject) is not { } actor)
        {
            return subject;
        }

        if (_watching?.Remove(actor) == true)
        {
            actor.SendSystem(new SystemMessage.Unwatch(SelfRef));
        }

        _terminatedQueued?.Remove(actor);
        return subject;
    }

    private IActorRef StartWatch(IActorRef subject, object? message)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (InternalActorRef.Behind(subject) is { } actor && !ReferenceEquals(actor, SelfRef)
            && (_watching ??= []).TryAdd(actor, message))
        {
            actor.SendSystem(new SystemMessage.Watch(SelfRef));
        }

        return subject;
    }

    private void AddWatcher(InternalActorRef watcher)
    {
        switch (_watchedBy)
        {
            case null:
                _watchedBy = watcher;
                break;
            case HashSet<InternalActorRef> many:
                many.Add(watcher);
                break;
            case InternalActorRef one when !ReferenceEquals(one, watcher):
                _watchedBy = new HashSet<InternalActorRef> { one, watcher };
                break;
        }
    }

    private void RemoveWatcher(InternalActorRef watcher)
    {
        if (ReferenceEquals(_watchedBy, watcher))
        {
            _watchedBy = null;
        }
        else
        {
            (_watchedBy as HashSet<InternalActorRef>)?.Remove(watcher);
        }
    }

    private void TellWatchers()
    {
        if (_watchedBy is HashSet<InternalActorRef> many)
        {
            foreach (InternalActorRef watcher in many)
            {
                TellWatcher(watcher);
            }
        }
        else if (_watchedBy is InternalActorRef one)
        {
            TellWatcher(one);
        }

        _watchedBy = null;
    }

    private void TellWatcher(InternalActorRef watcher)
    {
        // The parent is told in any case.
        if (!ReferenceEquals(watcher, _parent))
        {
            watcher.SendSystem(new SystemMessage.DeathWatchNotification(SelfRef, existenceConfirmed: true));
        }
    }

    private void UnwatchAll()
    {
        if (_watching is { } watching)
        {
            _watching = null;
            foreach (InternalActorRef subject in watching.Keys)
            {
                subject.SendSystem(new SystemMessage.Unwatch(SelfRef));
            }
        }

        _terminatedQueued = null;
    }

    private void HandleDeath(SystemMessage.DeathWatchNotification died)
    {
        InternalActorRef subject = died.Actor;
        if (_watching is not null && _watching.Remove(subject, out object? message) && !IsStopping)
        {
            // Through the ordinary mailbox: everything the dead actor has sent is seen first.
            (_terminatedQueued ??= [])[subject] = message;
            SelfRef.Post(new Terminated(subject, died.ExistenceConfirmed, addressTerminated: false), subject);
        }

        if (_children?.Find(subject) is not null)
        {
            ChildGone(subject);
        }
    }

    private void ReceiveTerminated(Terminated terminated)
    {
        // Not in the list: unwatched meanwhile, or made up by somebody.
        if (_terminatedQueued is not null && _terminatedQueued.Remove(terminated.ActorRef, out object? message))
        {
            _message = message ?? terminated;
            Deliver(_message);
        }
    }
}
