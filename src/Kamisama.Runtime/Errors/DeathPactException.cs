namespace Kamisama.Runtime;

/// <summary>A watched actor died and the watcher did not handle its <see cref="Terminated"/>. By default the supervisor stops the watcher.</summary>
public class DeathPactException : AkkaException
{
    /// <summary>With the dead actor.</summary>
    /// <param name="deadActor">Who died.</param>
    public DeathPactException(IActorRef deadActor)
        : base($"The death of {deadActor} was not handled. Handle Terminated, or do not watch it.") => DeadActor = deadActor;

    /// <summary>Who died.</summary>
    public IActorRef DeadActor { get; }
}
