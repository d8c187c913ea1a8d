namespace Kamisama.Runtime;

/// <summary>
/// What the runtime tells a cell. These overtake user messages. An object is a queue node, so it is sent to one actor, once.
/// </summary>
internal abstract class SystemMessage : QueueNode
{
    private SystemMessage() { }

    /// <summary>From the parent, first of all: make the instance.</summary>
    internal sealed class Create : SystemMessage;

    /// <summary>From the parent: no user messages until resumed. Counts.</summary>
    internal sealed class Suspend : SystemMessage;

    /// <summary>From the parent: takes back one suspend. With the cause when it answers the child's own failure.</summary>
    internal sealed class Resume(Exception? causedByFailure) : SystemMessage
    {
        internal Exception? CausedByFailure => causedByFailure;
    }

    /// <summary>From the parent's strategy: a new instance in place of the failed one.</summary>
    internal sealed class Recreate(Exception cause) : SystemMessage
    {
        internal Exception Cause => cause;
    }

    /// <summary>From anybody: stop.</summary>
    internal sealed class Terminate : SystemMessage;

    /// <summary>From a watcher.</summary>
    internal sealed class Watch(InternalActorRef watcher) : SystemMessage
    {
        internal InternalActorRef Watcher => watcher;
    }

    /// <summary>From a watcher.</summary>
    internal sealed class Unwatch(InternalActorRef watcher) : SystemMessage
    {
        internal InternalActorRef Watcher => watcher;
    }

    /// <summary>From a child, once for each failure: it is suspended and waits for a directive.</summary>
    internal sealed class Failed(LocalActorRef child, Exception cause) : SystemMessage
    {
        internal LocalActorRef Child => child;

        internal Exception Cause => cause;
    }

    /// <summary>From an asynchronous handler of the actor itself: what comes after an <c>await</c>.</summary>
    internal sealed class TaskStep(ActorTaskScheduler scheduler, Task task) : SystemMessage
    {
        internal ActorTaskScheduler Scheduler => scheduler;

        internal Task Task => task;
    }

    /// <summary>From an asynchronous handler of the actor itself, once, last of all.</summary>
    internal sealed class TaskEnded(ActorTaskScheduler scheduler, Task task) : SystemMessage
    {
        internal ActorTaskScheduler Scheduler => scheduler;

        internal Task Task => task;
    }

    /// <summary>From a dead actor to its parent and its watchers.</summary>
    internal sealed class DeathWatchNotification(InternalActorRef actor, bool existenceConfirmed) : SystemMessage
    {
        internal InternalActorRef Actor => actor;

        internal bool ExistenceConfirmed => existenceConfirmed;
    }
}
