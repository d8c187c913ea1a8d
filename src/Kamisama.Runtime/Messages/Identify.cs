namespace Kamisama.Runtime;

/// <summary>Any actor answers it with an <see cref="ActorIdentity"/>; for a dead one the runtime answers, without a subject.</summary>
/// <param name="messageId">Comes back in the answer.</param>
public sealed class Identify(object? messageId) : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    /// <summary>Comes back in the answer.</summary>
    public object? MessageId { get; } = messageId;

    /// <summary>By value.</summary>
    /// <param name="obj">The object to compare with.</param>
    public override bool Equals(object? obj) =>
        obj is Identify other && Equals(MessageId, other.MessageId);

    /// <inheritdoc/>
    public override int GetHashCode() => MessageId?.GetHashCode() ?? 0;

    /// <inheritdoc/>
    public override string ToString() => $"<Identify>: {MessageId}";
}
