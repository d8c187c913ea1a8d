namespace Kamisama.Differential;

/// <summary>What an actor of a scenario can be told.</summary>
internal abstract record Command
{
    private Command()
    {
    }

    internal sealed record Ping(int Number) : Command;

    internal sealed record Fail(int Kind) : Command;

    internal sealed record StopSelf : Command;

    internal sealed record StopChild(string Name) : Command;

    internal sealed record Watch(Subject Subject) : Command;

    internal sealed record Unwatch(Subject Subject) : Command;

    /// <summary>Another behaviour, until <see cref="Calm"/>.</summary>
    internal sealed record Excite : Command;

    internal sealed record Calm : Command;

    /// <summary>The next message is put aside until <see cref="Fetch"/>.</summary>
    internal sealed record PutAside : Command;

    internal sealed record Fetch : Command;
}

/// <summary>Whom to watch. Only the path is in a trace: refs of two runtimes read differently.</summary>
internal sealed record Subject(string Path, IActorRef Actor)
{
    public override string ToString() => Path;
}
