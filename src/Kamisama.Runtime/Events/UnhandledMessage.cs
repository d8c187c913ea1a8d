namespace Kamisama.Runtime;

/// <summary>A message that reached its actor, but no behaviour there knew it.</summary>
/// <param name="message">The message.</param>
/// <param name="sender">Who sent it; the dead letters if nobody did.</param>
/// <param name="recipient">Who did not know it.</param>
public sealed class UnhandledMessage(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
