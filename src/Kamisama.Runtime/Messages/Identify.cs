namespace Kamisama.Runtime;

/// <summary>Any actor answers it with an <see cref="ActorIdentity"/>; for a dead one the runtime answers, without a subject.</summary>
/// <param name="messageId">Comes back in the answer.</param>
public sealed class Identify(object? messageId) : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    /// <summary>Comes back in the answer.</summary>
    public object? MessageId { get; } = messageId;

    /// <inheritdoc/>
    public override string ToString() => $"<Identify>: {MessageId}";
}
