namespace Kamisama.Runtime;

/// <summary>Where messages end that nobody can take: each is published on the event stream.</summary>
internal sealed class DeadLetterRef(ActorSystem system, ActorPath path) : InternalActorRef
{
    public override ActorPath Path => path;

    internal override ActorSystem System => system;

    internal override void Post(object message, IActorRef? sender)
    {
        // A letter that was made elsewhere keeps its own recipient.
        if (message is AllDeadLetters)
        {
            system.EventStream.Publish(message);
            return;
        }

        Publish(message, sender, this);
    }

    internal void Publish(object message, IActorRef? sender, IActorRef recipient)
    {
        // A tick that nobody takes is the runtime's own, no letter anybody wrote. A letter about a letter would go round for ever
        // when the subscriber is dead itself.
        if (message is ActiveTimer or ReceiveTimeoutTick or AllDeadLetters)
        {
            return;
        }

        if (message is Identify identify)
        {
            // Whoever asks gets an answer, also that there is nobody.
            sender?.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
            return;
        }

        IActorRef from = sender ?? this;
        system.EventStream.Publish(message is IDeadLetterSuppression suppressed
            ? new SuppressedDeadLetter(suppressed, from, recipient)
            : new DeadLetter(message, from, recipient));
    }

    internal override void SendSystem(SystemMessage message)
    {
        // Watching what stands for no actor is answered as for any dead one.
        if (message is SystemMessage.Watch watch && !ReferenceEquals(watch.Watcher, this))
        {
            watch.Watcher.SendSystem(new SystemMessage.DeathWatchNotification(this, existenceConfirmed: false));
        }
    }
}
