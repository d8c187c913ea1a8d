namespace Kamisama.Runtime;

/// <summary>The refs that stand for no actor.</summary>
public static class ActorRefs
{
    /// <summary>A ref that swallows every message. <see cref="IActorContext.Child"/> returns it for an unknown name.</summary>
    public static Nobody Nobody => Nobody.Instance;

    /// <summary>The absent sender. A receiver of such a message sees the dead letters as its <c>Sender</c>.</summary>
    public static IActorRef? NoSender => null;
}
