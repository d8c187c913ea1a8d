namespace Kamisama.Runtime;

/// <summary>Any actor answers it with an <see cref="ActorIdentity"/>, if it is alive.</summary>
/// <param name="messageId">Comes back in the answer.</param>
public sealed class Identify(object messageId) : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    /// <summary>Comes back in the answer.</summary>
    public object MessageId { get; } = messageId;

    /// <inheritdoc/>
    public override string ToString() => $"<Identify>: {MessageId}";
}

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
