namespace Kamisama.Runtime;

/// <summary>A message that reached nobody. Published on the <see cref="EventStream"/>, once for each message.</summary>
/// <param name="message">The message.</param>
/// <param name="sender">Who sent it; the dead letters if nobody did.</param>
/// <param name="recipient">Whom it was meant for.</param>
public abstract class AllDeadLetters(object message, IActorRef sender, IActorRef recipient)
{
    /// <summary>The message.</summary>
    public object Message { get; } = message;

    /// <summary>Who sent it; the dead letters if nobody did.</summary>
    public IActorRef Sender { get; } = sender;

    /// <summary>Whom it was meant for.</summary>
    public IActorRef Recipient { get; } = recipient;

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name} from {Sender} to {Recipient}: <{Message}>";
}
