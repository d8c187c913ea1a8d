namespace Kamisama.Runtime;

/// <summary>Marks messages that are of no interest when nobody takes them: they are published as <see cref="SuppressedDeadLetter"/>.</summary>
public interface IDeadLetterSuppression;

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

/// <summary>A message to an actor that is dead, or a late answer to an <c>Ask</c>.</summary>
/// <param name="message">The message.</param>
/// <param name="sender">Who sent it; the dead letters if nobody did.</param>
/// <param name="recipient">Whom it was meant for.</param>
public sealed class DeadLetter(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);

/// <summary>The same for a message marked <see cref="IDeadLetterSuppression"/>.</summary>
/// <param name="message">The message.</param>
/// <param name="sender">Who sent it; the dead letters if nobody did.</param>
/// <param name="recipient">Whom it was meant for.</param>
public sealed class SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient)
    : AllDeadLetters(message, sender, recipient);

/// <summary>A message that reached its actor, but no behaviour there knew it.</summary>
/// <param name="message">The message.</param>
/// <param name="sender">Who sent it; the dead letters if nobody did.</param>
/// <param name="recipient">Who did not know it.</param>
public sealed class UnhandledMessage(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
