namespace Kamisama.Runtime;

/// <summary>A message was to be stashed, and the stash was full.</summary>
public class StashOverflowException : AkkaException
{
    /// <summary>With a text.</summary>
    /// <param name="message">What, why, and what to do.</param>
    public StashOverflowException(string? message)
        : base(message)
    {
    }
}
