namespace Kamisama.Runtime;

/// <summary>The ref of an actor that has a cell.</summary>
internal sealed class LocalActorRef : InternalActorRef
{
    private readonly string _name;
    private readonly long _uid;

    // Made when first asked for: most actors are never printed, and 100,000 paths are megabytes.
    private ActorPath? _path;

    internal LocalActorRef(ActorSystem system, Props props, InternalActorRef parent, string name, bool isGuardian = false)
    {
        _name = name;
        _uid = system.NextUid();
        Cell = new ActorCell(system, this, props, parent, isGuardian);
    }

    internal ActorCell Cell { get; }

    internal string Name => _name;

    internal long Uid => _uid;

    public override ActorPath Path => _path ??= Cell.ParentRef.Path.Child(_name, _uid);

    internal override ActorSystem System => Cell.SystemImpl;

    internal override InternalActorRef ParentOfRef => Cell.ParentRef;

    internal override LocalActorRef[] ChildRefs => Cell.ChildrenNow();

    internal override InternalActorRef? FindChild(string name) => Cell.FindChild(name);

    internal override void Post(object message, IActorRef? sender) => Cell.Mailbox.Post(new UserMessage(message, sender));

    internal override void SendSystem(SystemMessage message) => Cell.Mailbox.PostSystem(message);
}
