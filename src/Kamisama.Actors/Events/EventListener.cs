namespace Kamisama.Actors;

/// <summary>Hands the events of one pool to a callback, one at a time; a slow callback delays nobody else.</summary>
internal sealed class EventListener(string pool, Action<SupervisionEvent> onEvent, TaskCompletionSource drained) : UntypedActor
{
    /// <summary>Listens from now on: subscribed here, not in the actor's start hook, which runs some time later.</summary>
    public static IActorRef Start(ActorSystem system, string pool, Action<SupervisionEvent> onEvent, TaskCompletionSource drained)
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
        else if (supervisionEvent.Pool == pool)
        {
            onEvent(supervisionEvent);
        }
    }
}
