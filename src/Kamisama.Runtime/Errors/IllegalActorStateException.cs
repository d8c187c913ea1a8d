namespace Kamisama.Runtime;

/// <summary>Something was asked of an actor that it cannot do in its present state.</summary>
public class IllegalActorStateException : AkkaException
{
    /// <summary>With a text.</summary>
    /// <param name="message">What, why, and what to do.</param>
    public IllegalActorStateException(string? message)
        : base(message)
    {
    }
}
