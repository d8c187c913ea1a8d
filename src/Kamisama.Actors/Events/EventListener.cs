namespace Kamisama.Actors;

/// <summary>Hands the events of one pool to a callback, one at a time; a slow callback delays nobody else.</summary>
internal sealed class EventListener(string pool, Action<SupervisionEvent> onEvent, TaskCompletionSource drained) : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(SupervisionEvent));

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        drained.TrySetResult();
    }

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
