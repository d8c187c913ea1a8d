namespace Kamisama.Runtime;

/// <summary>Sending with the sender taken from the actor that is running.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>
    /// Sends with the running actor as the sender; outside of an actor's turn (also after an <c>await</c>) with no sender.
    /// </summary>
    /// <param name="receiver">Who gets the message.</param>
    /// <param name="message">The message, not <see langword="null"/>.</param>
    public static void Tell(this IActorRef receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, ActorCell.Current?.Self);
    }

    /// <summary>Sends on with the sender of the message in hand, so that the receiver answers to it and not to the forwarder.</summary>
    /// <param name="receiver">Who gets the message.</param>
    /// <param name="message">The message, not <see langword="null"/>.</param>
    public static void Forward(this IActorRef receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, ActorCell.Current?.Sender);
    }
}
