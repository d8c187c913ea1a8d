namespace Kamisama.Runtime;

/// <summary>A dead letter of no interest: its message is marked <see cref="IDeadLetterSuppression"/>. Never published as <see cref="DeadLetter"/> too.</summary>
/// <param name="message">The message.</param>
/// <param name="sender">Who sent it; the dead letters if nobody did.</param>
/// <param name="recipient">Whom it was meant for.</param>
public sealed class SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient)
    : AllDeadLetters(message, sender, recipient);
