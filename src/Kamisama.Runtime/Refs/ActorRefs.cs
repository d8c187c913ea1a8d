namespace Kamisama.Runtime;

/// <summary>The refs that stand for no actor.</summary>
public static class ActorRefs
{
    /// <summary>A ref that swallows every message. <see cref="IActorContext.Child"/> returns it for an unknown name.</summary>
    public static Nobody Nobody => Nobody.Instance;

    /// <summary>The absent sender. A receiver of such a message sees the dead letters as its <c>Sender</c>.</summary>
    public static IActorRef? NoSender => null;
}

/// <summary>Tests for refs that may stand for no actor.</summary>
public static class ActorRefExtensions
{
    /// <summary>Whether the ref is <see langword="null"/> or <see cref="ActorRefs.Nobody"/>.</summary>
    /// <param name="actorRef">The ref to test.</param>
    public static bool IsNobody([System.Diagnostics.CodeAnalysis.NotNullWhen(false)] this IActorRef? actorRef) =>
        actorRef is null or Nobody;
}
