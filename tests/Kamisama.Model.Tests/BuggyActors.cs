namespace Kamisama.Model.Tests;

/// <summary>Makes an actor's code throw. Anybody may send it to a master or a worker of a <see cref="BuggyMaster"/>.</summary>
internal sealed record ThrowNow
{
    public static Exception Thrown() => new InvalidOperationException("a bug on purpose");
}

/// <summary>The real master, until it is told to throw.</summary>
internal sealed class BuggyMaster(MasterState state, Dictionary<int, IActorRef> workers) : MasterActor(state)
{
    protected override bool AroundReceive(Receive receive, object message) =>
        message is ThrowNow ? throw ThrowNow.Thrown() : base.AroundReceive(receive, message);

    protected override Props PropsOf(WorkerProcess process, WorkerSettings settings)
    {
        Dictionary<int, IActorRef> known = workers;
        return Props.Create(() => new BuggyWorker(process, settings, known));
    }
}

/// <summary>The real worker, until it is told to throw.</summary>
internal sealed class BuggyWorker(WorkerProcess process, WorkerSettings settings, Dictionary<int, IActorRef> workers) : WorkerActor(process, settings)
{
    private readonly int _index = process.Worker.Index;

    public override void AroundPreStart()
    {
        workers[_index] = Self;
        base.AroundPreStart();
    }

    protected override bool AroundReceive(Receive receive, object message) =>
        message is ThrowNow ? throw ThrowNow.Thrown() : base.AroundReceive(receive, message);
}
