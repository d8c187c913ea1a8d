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

    /// <summary>With the actor.</summary>
    /// <param name="actor">Who could not be made.</param>
    /// <param name="message">What, why, and what to do.</param>
    /// <param name="cause">What the actor threw.</param>
    public ActorInitializationException(IActorRef? actor, string? message, Exception? cause = null)
        : base(message, cause) => Actor = actor;

    /// <summary>Who could not be made, if known.</summary>
    public IActorRef? Actor { get; set; }
}
