namespace Kamisama.Runtime;

/// <summary>Nobody answered an <c>Ask</c> in time. The answer, if it comes yet, is a dead letter.</summary>
public class AskTimeoutException : AkkaException
{
    /// <summary>With a text.</summary>
    /// <param name="message">What, why, and what to do.</param>
    public AskTimeoutException(string? message)
        : base(message)
    {
    }
}
