namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    private static readonly LocalActorRef[] s_noChildren = [];

    // Most actors have none. The guardian's exists from the start, because any thread may add to it.
    private Children? _children;
    private int _lastGeneratedName;

    /// <summary>In the actor's turn; for the user guardian from any thread.</summary>
    public IActorRef ActorOf(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (Mailbox.IsClosed)
        {
            throw new InvalidOperationException($"Cannot create a child of {Self}: it has stopped. Create children before that.");
        }

        if (name is null)
        {
            name = GenerateName();
        }
        else if (!ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"Cannot create an actor named '{name}': a name must not be empty, must not begin with '$', and may hold ASCII letters, "
                + $"digits and {ActorPath.ValidSymbols}. Choose another name, or none.");
        }

        var child = new LocalActorRef(SystemImpl, props, SelfRef, name);
        _children ??= new Children();
        _children.Add(name, child);
        child.Cell.Mailbox.Start();
        return child;
    }

    public IActorRef Child(string name) => (IActorRef?)FindChild(name) ?? ActorRefs.Nobody;

    public IEnumerable<IActorRef> GetChildren() => ChildrenNow();

    public void Stop(IActorRef child)
    {
        ArgumentNullException.ThrowIfNull(child);
        if (InternalActorRef.Behind(child) is { } actor)
        {
            _children?.MarkDying(actor);
            actor.Stop();
        }
    }

    public ActorSelection ActorSelection(string actorPath) => Runtime.ActorSelection.Of(actorPath, SystemImpl, Self);

    public ActorSelection ActorSelection(ActorPath actorPath) => Runtime.ActorSelection.Of(actorPath, SystemImpl);

    /// <summary>Any thread.</summary>
    internal LocalActorRef? FindChild(string name) => _children?.Find(name)?.Ref;

    /// <summary>Any thread.</summary>
    internal LocalActorRef[] ChildrenNow() => _children?.Snapshot() ?? s_noChildren;

    private void SuspendChildren(InternalActorRef? except, long onlyAfter)
    {
        foreach (LocalActorRef child in ChildrenNow())
        {
            if (!ReferenceEquals(child, except) && child.Uid > onlyAfter)
            {
                child.Suspend();
            }
        }
    }

    private void ResumeChildren(Exception? causedByFailure, InternalActorRef? perpetrator)
    {
        foreach (LocalActorRef child in ChildrenNow())
        {
            // Only the child whose failure this one took on as its own is resumed for its own failure.
            child.Resume(ReferenceEquals(child, perpetrator) ? causedByFailure : null);
        }
    }

    private string GenerateName()
    {
        const string Digits = "abcdefghijklmnopqrstuvwxyz0123456789";
        var number = (uint)Interlocked.Increment(ref _lastGeneratedName);
        Span<char> text = stackalloc char[9];
        int at = text.Length;
        do
        {
            text[--at] = Digits[(int)(--number % (uint)Digits.Length)];
            number /= (uint)Digits.Length;
        }
        while (number > 0);
        text[--at] = '$';
        return new string(text[at..]);
    }
}
