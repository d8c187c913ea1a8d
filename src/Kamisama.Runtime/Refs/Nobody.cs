namespace Kamisama.Runtime;

/// <summary>The ref that swallows every message; see <see cref="ActorRefs.Nobody"/>.</summary>
public sealed class Nobody : IInternalActorRef
{
    internal static readonly Nobody Instance = new();

    private Nobody() { }

    /// <inheritdoc/>
    public ActorPath Path { get; } = ActorPath.RootOf("all-systems").Child("Nobody", uid: 0);

    /// <summary>Does nothing.</summary>
    /// <param name="message">Swallowed.</param>
    /// <param name="sender">Ignored.</param>
    public void Tell(object message, IActorRef? sender) { }

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other) => ActorRefOrder.Compare(this, other);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => ActorRefOrder.Compare(this, obj);

    /// <inheritdoc/>
    public override string ToString() => "[Nobody]";
}
