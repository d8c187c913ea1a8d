namespace Kamisama.Runtime;

/// <summary>A ref that also takes system messages. One ref is one actor, so identity is equality.</summary>
internal abstract class InternalActorRef : IInternalActorRef
{
    public abstract ActorPath Path { get; }

    internal abstract ActorSystem System { get; }

    public void Tell(object message, IActorRef? sender)
    {
        if (message is null)
        {
            throw new InvalidMessageException($"Cannot send null to {this}. Send an object, if need be an empty record.");
        }

        Post(message, sender);
    }

    /// <summary>What takes the system messages of a ref; null for a ref that stands for no actor.</summary>
    internal static InternalActorRef? Behind(ICanTell? actor) =>
        actor as InternalActorRef ?? (actor as IActorRefStandIn)?.Ref as InternalActorRef;

    /// <summary>For selections: one level up; the top is its own parent. Any thread.</summary>
    internal virtual InternalActorRef ParentOfRef => this;

    /// <summary>For selections: the children now. Any thread.</summary>
    internal virtual LocalActorRef[] ChildRefs => [];

    /// <summary>For selections: the child of that name now, or null. Any thread.</summary>
    internal virtual InternalActorRef? FindChild(string name) => null;

    internal abstract void Post(object message, IActorRef? sender);

    internal abstract void SendSystem(SystemMessage message);

    internal void Stop() => SendSystem(new SystemMessage.Terminate());

    internal void Suspend() => SendSystem(new SystemMessage.Suspend());

    internal void Resume(Exception? causedByFailure) => SendSystem(new SystemMessage.Resume(causedByFailure));

    internal void Restart(Exception cause) => SendSystem(new SystemMessage.Recreate(cause));

    public bool Equals(IActorRef? other) => Equals((object?)other);

    public sealed override bool Equals(object? obj) =>
        ReferenceEquals(this, obj) || (obj is IActorRefStandIn standIn && ReferenceEquals(this, standIn.Ref));

    public sealed override int GetHashCode() => global::System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public int CompareTo(IActorRef? other) => ActorRefOrder.Compare(this, other);

    public int CompareTo(object? obj) => ActorRefOrder.Compare(this, obj);

    public override string ToString() => $"[{Path.ToStringWithUid()}]";
}
