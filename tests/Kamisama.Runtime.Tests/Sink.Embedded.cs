namespace Kamisama.Runtime.Tests;

/// <summary>A ref that hands everything to a function, at once, on the sender's thread.</summary>
internal sealed class Sink(ActorSystem system, Action<object> take) : InternalActorRef
{
    public override ActorPath Path { get; } = ActorPath.RootOf("test").Child("sink", uid: 0);

    internal override ActorSystem System => system;

    internal override void Post(object message, IActorRef? sender) => take(message);

    internal override void SendSystem(SystemMessage message)
    {
        if (message is SystemMessage.DeathWatchNotification)
        {
            take(message);
        }
    }
}
