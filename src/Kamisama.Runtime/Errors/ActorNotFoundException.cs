namespace Kamisama.Runtime;

/// <summary>An <see cref="ActorSelection"/> stands for no actor, or for none that answered in time.</summary>
public class ActorNotFoundException : AkkaException
{
    /// <summary>With a text, and what led to it.</summary>
    /// <param name="message">What, why, and what to do.</param>
    /// <param name="innerException">What led to it.</param>
    public ActorNotFoundException(string? message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
