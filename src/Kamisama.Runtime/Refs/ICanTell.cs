namespace Kamisama.Runtime;

/// <summary>Anything that a message can be sent to.</summary>
public interface ICanTell
{
    /// <summary>
    /// Puts a message into the receiver's mailbox and returns at once. Messages of one sender to one receiver keep their order;
    /// each arrives at most once. A message to a dead actor becomes a <see cref="DeadLetter"/>.
    /// </summary>
    /// <param name="message">The message; <see langword="null"/> is refused. Make it immutable: it is shared, not copied.</param>
    /// <param name="sender">Whom the receiver may answer, or <see cref="ActorRefs.NoSender"/>.</param>
    void Tell(object message, IActorRef? sender);
}
