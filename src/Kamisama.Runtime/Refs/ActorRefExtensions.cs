namespace Kamisama.Runtime;

/// <summary>Tests for refs that may stand for no actor.</summary>
public static class ActorRefExtensions
{
    /// <summary>Whether the ref is <see langword="null"/> or <see cref="ActorRefs.Nobody"/>.</summary>
    /// <param name="actorRef">The ref to test.</param>
    public static bool IsNobody([System.Diagnostics.CodeAnalysis.NotNullWhen(false)] this IActorRef? actorRef) =>
        actorRef is null or Nobody;
}
