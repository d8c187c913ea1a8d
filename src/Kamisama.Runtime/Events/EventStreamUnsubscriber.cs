namespace Kamisama.Runtime;

/// <summary>Watches the subscribers of an event stream, so that a dead one is not sent to for ever.</summary>
internal sealed class EventStreamUnsubscriber(ActorSystem system, EventStream stream) : InternalActorRef
{
    public override ActorPath Path => system.RootPath.Child("eventStream", uid: 0);

    internal override ActorSystem System => system;

    internal override void Post(object message, IActorRef? sender) { }

    internal override void SendSystem(SystemMessage message)
    {
        if (message is SystemMessage.DeathWatchNotification died)
        {
            stream.Unsubscribe(died.Actor);
        }
    }
}
