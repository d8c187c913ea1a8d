namespace Kamisama.Runtime;

/// <summary>Tests for refs that may stand for no actor.</summary>
public static class ActorRefExtensions
{
    /// <summary>Whether the ref is <see langword="null"/> or <see cref="ActorRefs.Nobody"/>.</summary>
    /// <param name="actorRef">The ref to test.</param>
    public static bool IsNobody([System.Diagnostics.CodeAnalysis.NotNullWhen(false)] this IActorRef? actorRef) =>
        actorRef is null or Nobody;

    /// <summary>The ref, or another one if it stands for no actor.</summary>
    /// <param name="actorRef">The ref to test.</param>
    /// <param name="elseValue">Makes the other one; called only if it is needed.</param>
    public static IActorRef GetOrElse(this IActorRef? actorRef, Func<IActorRef> elseValue)
    {
        ArgumentNullException.ThrowIfNull(elseValue);
        return actorRef.IsNobody() ? elseValue() : actorRef;
    }
}
