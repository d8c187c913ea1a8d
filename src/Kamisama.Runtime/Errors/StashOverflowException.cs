namespace Kamisama.Runtime;

/// <summary>A message was to be stashed, and the stash was full.</summary>
public class StashOverflowException : AkkaException
{
    /// <summary>With a text, and what led to it.</summary>
    /// <param name="message">What, why, and what to do.</param>
    /// <param name="cause">What led to it.</param>
    public StashOverflowException(string? message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
