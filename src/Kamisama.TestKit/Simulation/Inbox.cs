namespace Kamisama.TestKit;

/// <summary>Takes the events of a pool, and its answers to what the simulation asks.</summary>
internal sealed class Inbox(string pool, Action<SupervisionEvent> onEvent, Action<object> onAnswer) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is not SupervisionEvent supervisionEvent)
        {
            onAnswer(message);
        }
        else if (supervisionEvent.Pool == pool)
        {
            onEvent(supervisionEvent);
        }
    }
}
