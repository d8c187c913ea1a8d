namespace Kamisama.Runtime;

/// <summary>The constructor or <c>PostRestart</c> of the new instance threw. By default the supervisor stops the actor.</summary>
public class PostRestartException : ActorInitializationException
{
    /// <summary>With both failures.</summary>
    /// <param name="actor">Who was being restarted.</param>
    /// <param name="cause">What the new instance threw.</param>
    /// <param name="originalCause">Why the actor was being restarted.</param>
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"{actor} failed to restart ({cause.Message}), after: {originalCause.Message}", cause) =>
        OriginalCause = originalCause;

    /// <summary>Why the actor was being restarted.</summary>
    public Exception OriginalCause { get; }
}
