namespace Kamisama.Runtime;

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
