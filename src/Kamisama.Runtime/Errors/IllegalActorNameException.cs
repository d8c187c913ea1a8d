namespace Kamisama.Runtime;

/// <summary>A path of an <see cref="ActorSelection"/> that can stand for nothing.</summary>
public class IllegalActorNameException : AkkaException
{
    /// <summary>With a text.</summary>
    /// <param name="message">What, why, and what to do.</param>
    public IllegalActorNameException(string? message)
        : base(message)
    {
    }
}
