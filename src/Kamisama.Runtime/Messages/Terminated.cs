namespace Kamisama.Runtime;

/// <summary>
/// A watched actor is dead: from the runtime to each watcher, once for each watch, after everything the dead actor had sent.
/// A watching parent gets it when the name is free again.
/// </summary>
/// <param name="actorRef">Who died.</param>
/// <param name="existenceConfirmed">False if the actor was dead before the watch reached it.</param>
/// <param name="addressTerminated">Always false here; in a cluster, true when the whole node is gone.</param>
public sealed class Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    : IAutoReceivedMessage, IDeadLetterSuppression
{
    /// <summary>Who died.</summary>
    public IActorRef ActorRef { get; } = actorRef;

    /// <summary>Whether the actor was alive when the watch began.</summary>
    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    /// <summary>Always false in this runtime.</summary>
    public bool AddressTerminated { get; } = addressTerminated;

    /// <summary>By value.</summary>
    /// <param name="obj">The object to compare with.</param>
    public override bool Equals(object? obj) =>
        obj is Terminated other && Equals(ActorRef, other.ActorRef) && ExistenceConfirmed == other.ExistenceConfirmed && AddressTerminated == other.AddressTerminated;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ActorRef, ExistenceConfirmed, AddressTerminated);

    /// <inheritdoc/>
    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}
