namespace Kamisama.Actors;

/// <summary>Hands the events of one pool, or of all, to a callback, one at a time; a slow callback delays nobody else.</summary>
internal sealed class EventListener(string? pool, Action<SupervisionEvent> onEvent, TaskCompletionSource drained) : UntypedActor
{
    /// <summary>Listens from now on: subscribed here, not in the actor's start hook, which runs some time later.</summary>
    /// <param name="system">Where the pools are.</param>
    /// <param name="pool">The name of the pool; <see langword="null"/>: all of the system.</param>
    /// <param name="onEvent">Is told.</param>
    /// <param name="drained">Completed when the listener has ended.</param>
    public static IActorRef Start(ActorSystem system, string? pool, Action<SupervisionEvent> onEvent, TaskCompletionSource drained)
    {
        IActorRef listener = system.ActorOf(Props.Create(() => new EventListener(pool, onEvent, drained)));
        system.EventStream.Subscribe(listener, typeof(SupervisionEvent));
        return listener;
    }

    // Not the default, which calls PostStop: a callback that throws loses its event, not those that follow.
    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostStop() => drained.TrySetResult();

    protected override void OnReceive(object message)
    {
        if (message is not SupervisionEvent supervisionEvent)
        {
            Unhandled(message);
        }
        else if (pool is null || supervisionEvent.Pool == pool)
        {
            onEvent(supervisionEvent);
        }
    }
}
