namespace Kamisama.Runtime;

/// <summary>A message to an actor that is dead, or a late answer to an <c>Ask</c>.</summary>
/// <param name="message">The message.</param>
/// <param name="sender">Who sent it; the dead letters if nobody did.</param>
/// <param name="recipient">Whom it was meant for.</param>
public sealed class DeadLetter(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
