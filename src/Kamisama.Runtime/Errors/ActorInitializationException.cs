namespace Kamisama.Runtime;

/// <summary>An actor could not be made: its constructor or <c>PreStart</c> threw. By default the supervisor stops it.</summary>
public class ActorInitializationException : AkkaException
{
    /// <summary>With a text only.</summary>
    /// <param name="message">What, why, and what to do.</param>
    public ActorInitializationException(string? message)
        : base(message)
    {
    }

    /// <summary>With what led to it.</summary>
    /// <param name="message">What, why, and what to do.</param>
    /// <param name="cause">What the actor threw.</param>
    public ActorInitializationException(string? message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <summary>With the actor.</summary>
    /// <param name="actor">Who could not be made.</param>
    /// <param name="message">What, why, and what to do.</param>
    /// <param name="cause">What the actor threw.</param>
    public ActorInitializationException(IActorRef? actor, string? message, Exception? cause = null)
        : base(message, cause) => Actor = actor;

    /// <summary>Who could not be made, if known.</summary>
    public IActorRef? Actor { get; set; }
}

/// <summary><c>PreRestart</c> of the old instance threw. Only logged: the restart goes on.</summary>
public class PreRestartException : ActorInitializationException
{
    /// <summary>With both failures.</summary>
    /// <param name="actor">Who is being restarted.</param>
    /// <param name="restartException">What <c>PreRestart</c> threw.</param>
    /// <param name="cause">Why the actor is being restarted.</param>
    /// <param name="optionalMessage">The message that failed, or <see langword="null"/>.</param>
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base(actor, $"{actor} failed in PreRestart ({restartException.Message}), while being restarted because of: {cause.Message}", cause)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    /// <summary>What <c>PreRestart</c> threw.</summary>
    public Exception RestartException { get; }

    /// <summary>The message that failed, or <see langword="null"/>.</summary>
    public object? OptionalMessage { get; }
}

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
