namespace Kamisama.Runtime;

/// <summary>An actor got <see cref="Kill"/>. By default the supervisor stops it.</summary>
public class ActorKilledException : AkkaException
{
    /// <summary>With a text.</summary>
    /// <param name="message">What, why, and what to do.</param>
    public ActorKilledException(string? message)
        : base(message)
    {
    }
}
