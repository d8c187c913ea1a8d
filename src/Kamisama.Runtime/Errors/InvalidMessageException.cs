namespace Kamisama.Runtime;

/// <summary><see langword="null"/> was sent.</summary>
public class InvalidMessageException : AkkaException
{
    /// <summary>With a text.</summary>
    /// <param name="message">What, why, and what to do.</param>
    public InvalidMessageException(string? message)
        : base(message)
    {
    }
}
