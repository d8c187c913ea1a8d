namespace Kamisama.Runtime;

/// <summary>Death watch.</summary>
public interface ICanWatch
{
    /// <summary>
    /// Asks for one <see cref="Terminated"/> when the actor is dead. Watching twice is watching once; a dead actor is answered at once;
    /// oneself cannot be watched (ignored).
    /// </summary>
    /// <remarks>A <see cref="Terminated"/> that is not handled kills the watcher with a <see cref="DeathPactException"/>.</remarks>
    /// <param name="subject">Whom to watch.</param>
    IActorRef Watch(IActorRef subject);

    /// <summary>The same, but with a message of one's own in place of <see cref="Terminated"/>.</summary>
    /// <param name="subject">Whom to watch. If already watched, the first message stays.</param>
    /// <param name="message">What to be told.</param>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Ends the watch. Even a <see cref="Terminated"/> that is already in the mailbox is not delivered any more.</summary>
    /// <param name="subject">Whom not to watch any longer.</param>
    IActorRef Unwatch(IActorRef subject);
}
