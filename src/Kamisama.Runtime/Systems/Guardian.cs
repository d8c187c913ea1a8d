namespace Kamisama.Runtime;

/// <summary>The parent of all top-level actors: <c>/user</c>, and <c>/system</c>. It only supervises.</summary>
internal sealed class Guardian : UntypedActor
{
    internal static Props Props(SupervisorStrategy strategy) => Runtime.Props.Create(static () => new Guardian(), strategy);

    protected override void OnReceive(object message) => Context.System.DeadLetters.Tell(message, Sender);
}

/// <summary>The parent of the guardians: no actor, only the place where failures and deaths end.</summary>
internal sealed class RootGuardian(ActorSystem system, ActorPath path) : InternalActorRef
{
    public override ActorPath Path => path;

    internal override ActorSystem System => system;

    internal override LocalActorRef[] ChildRefs => system.Guardians;

    internal override InternalActorRef? FindChild(string name) =>
        name == system.DeadLetterRef.Path.Name ? system.DeadLetterRef : Array.Find(system.Guardians, guardian => guardian.Name == name);

    internal override void Post(object message, IActorRef? sender)
    {
        if (message is Identify identify)
        {
            sender?.Tell(new ActorIdentity(identify.MessageId, this), this);
        }
        else
        {
            system.DeadLetterRef.Publish(message, sender, this);
        }
    }

    internal override void SendSystem(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Failed failed:
                system.Logs.GuardianFailed(failed.Child, failed.Cause);
                failed.Child.Stop();
                break;
            case SystemMessage.DeathWatchNotification died:
                system.OnGuardianDied(died.Actor);
                break;
        }
    }
}
