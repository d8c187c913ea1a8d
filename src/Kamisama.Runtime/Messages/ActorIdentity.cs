namespace Kamisama.Runtime;

/// <summary>The answer to <see cref="Identify"/>: from the actor asked, or from the runtime when there is none.</summary>
/// <param name="messageId">From the question.</param>
/// <param name="subject">The actor that answers; <see langword="null"/> if it is dead, or none was found.</param>
public sealed class ActorIdentity(object? messageId, IActorRef? subject)
{
    /// <summary>From the question.</summary>
    public object? MessageId { get; } = messageId;

    /// <summary>The actor that answers; <see langword="null"/> if it is dead, or none was found.</summary>
    public IActorRef? Subject { get; } = subject;

    /// <summary>By value.</summary>
    /// <param name="obj">The object to compare with.</param>
    public override bool Equals(object? obj) =>
        obj is ActorIdentity other && Equals(MessageId, other.MessageId) && Equals(Subject, other.Subject);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MessageId, Subject);

    /// <inheritdoc/>
    public override string ToString() => $"<ActorIdentity>: {Subject} - MessageId={MessageId}";
}
