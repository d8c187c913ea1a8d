namespace Kamisama.Runtime;

/// <summary>Waiting for the death of an actor, outside of actors.</summary>
public static class WatchAsyncSupport
{
    /// <summary>Waits until the actor is dead.</summary>
    /// <param name="target">Whom to watch.</param>
    /// <param name="token">Ends the wait.</param>
    /// <returns>True when it is dead, false when the wait was ended.</returns>
    public static Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        if (InternalActorRef.Behind(target) is not { } actor)
        {
            return Task.FromException<bool>(
                new InvalidOperationException($"Cannot watch {target}: only the ref of an actor can be watched. Pass one."));
        }

        var watcher = new DeathPromiseRef(actor.System);
        actor.SendSystem(new SystemMessage.Watch(watcher));

        // Every pool waits so for its master: without an end of its own the wait has nothing to clear away, and no state machine to compile.
        return token.CanBeCanceled ? WatchUntilAsync(actor, watcher, token) : watcher.Task;
    }

    private static async Task<bool> WatchUntilAsync(InternalActorRef actor, DeathPromiseRef watcher, CancellationToken token)
    {
        CancellationTokenRegistration registration =
            token.UnsafeRegister(static state => ((DeathPromiseRef)state!).GiveUp(), watcher);
        bool died = await watcher.Task.ConfigureAwait(false);
        registration.Unregister();
        actor.SendSystem(new SystemMessage.Unwatch(watcher));
        return died;
    }
}
