namespace Kamisama.Runtime;

/// <summary>The answer to <see cref="Identify"/>, from the actor asked.</summary>
/// <param name="messageId">From the question.</param>
/// <param name="subject">The actor that answers.</param>
public sealed class ActorIdentity(object messageId, IActorRef subject)
{
    /// <summary>From the question.</summary>
    public object MessageId { get; } = messageId;

    /// <summary>The actor that answers.</summary>
    public IActorRef Subject { get; } = subject;

    /// <inheritdoc/>
    public override string ToString() => $"<ActorIdentity>: {Subject} - MessageId={MessageId}";
}
