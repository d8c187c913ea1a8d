namespace Kamisama.Runtime;

/// <summary>The name of an actor to be is taken, or not valid.</summary>
public class InvalidActorNameException : AkkaException
{
    /// <summary>With a text.</summary>
    /// <param name="message">What, why, and what to do.</param>
    public InvalidActorNameException(string? message)
        : base(message)
    {
    }
}
