namespace Kamisama.Runtime;

/// <summary>Stopping an actor and waiting for its end.</summary>
public static class GracefulStopSupport
{
    /// <summary>Sends <see cref="PoisonPill"/> and waits until the actor is dead.</summary>
    /// <param name="target">Whom to stop.</param>
    /// <param name="timeout">How long to wait, on the system's clock; zero or <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>Whether the actor died in time. It goes on stopping in any case.</returns>
    /// <exception cref="InvalidOperationException">The ref stands for no actor.</exception>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => GracefulStop(target, timeout, PoisonPill.Instance);

    /// <summary>Sends a message that makes the actor stop, and waits until it is dead.</summary>
    /// <param name="target">Whom to stop.</param>
    /// <param name="timeout">How long to wait, on the system's clock; zero or <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="stopMessage">What makes it stop.</param>
    /// <returns>Whether the actor died in time.</returns>
    /// <exception cref="InvalidOperationException">The ref stands for no actor.</exception>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        if (InternalActorRef.Behind(target) is not { } actor)
        {
            throw new InvalidOperationException($"Cannot stop {target}: only the ref of an actor can be watched. Pass one.");
        }

        var watcher = new DeathPromiseRef(actor.System);
        actor.SendSystem(new SystemMessage.Watch(watcher));
        actor.Tell(stopMessage, ActorRefs.NoSender);
        using Alarm? alarm = timeout <= TimeSpan.Zero
            ? null
            : Alarm.Once(actor.System.TimeProvider, timeout, static state => ((DeathPromiseRef)state).GiveUp(), watcher);
        bool died = await watcher.Task.ConfigureAwait(false);
        actor.SendSystem(new SystemMessage.Unwatch(watcher));
        return died;
    }
}
