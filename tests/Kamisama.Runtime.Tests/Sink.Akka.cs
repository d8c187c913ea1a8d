using Akka.Dispatch.SysMsg;

namespace Kamisama.Runtime.Tests;

/// <summary>A ref that hands everything to a function, at once, on the sender's thread.</summary>
internal sealed class Sink(ActorSystem system, Action<object> take) : MinimalActorRef
{
    public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems) / "sink";

    public override IActorRefProvider Provider => ((ExtendedActorSystem)system).Provider;

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is DeathWatchNotification)
        {
            take(message);
        }
    }

    protected override void TellInternal(object message, IActorRef sender) => take(message);
}
