namespace Kamisama.Runtime;

/// <summary>The ref of a path where no actor is: what is sent there are dead letters that name the path.</summary>
internal sealed class EmptyRef(ActorSystem system, ActorPath path) : InternalActorRef
{
    public override ActorPath Path => path;

    internal override ActorSystem System => system;

    internal override void Post(object message, IActorRef? sender) => system.DeadLetterRef.Publish(message, sender, this);

    internal override void SendSystem(SystemMessage message)
    {
        // Who subscribes to dead letters may watch their recipients.
        if (message is SystemMessage.Watch watch)
        {
            watch.Watcher.SendSystem(new SystemMessage.DeathWatchNotification(this, existenceConfirmed: false));
        }
    }
}
