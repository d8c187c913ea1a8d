namespace Kamisama.Runtime;

/// <summary>The base of the runtime's exceptions; named as in Akka.NET, so that the same source catches it on both.</summary>
public abstract class AkkaException : Exception
{
    /// <summary>With a text, and what led to it.</summary>
    /// <param name="message">What, why, and what to do.</param>
    /// <param name="cause">What led to it.</param>
    protected AkkaException(string? message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>What led to it: the inner exception.</summary>
    protected Exception? Cause => InnerException;
}
