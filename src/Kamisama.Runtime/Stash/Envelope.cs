namespace Kamisama.Runtime;

/// <summary>A message and who sent it.</summary>
/// <param name="message">The message.</param>
/// <param name="sender">Who sent it.</param>
public readonly struct Envelope(object message, IActorRef sender)
{
    /// <summary>The message.</summary>
    public object Message { get; } = message;

    /// <summary>Who sent it; the dead letters if nobody did.</summary>
    public IActorRef Sender { get; } = sender;

    /// <inheritdoc/>
    public override string ToString() => $"<{Message}> from {Sender}";
}
