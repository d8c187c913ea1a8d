namespace Kamisama.Actors.Tests.Faults;

/// <summary>The master with a bug.</summary>
internal sealed class FaultyMaster(MasterState state, Fault fault) : MasterActor(state)
{
    private const string Name = "Master";

    protected override bool AroundReceive(Receive receive, object message) =>
        base.AroundReceive(fault.Around(Name, receive), message);

    public override void AroundPreStart() => fault.Around(Name, "PreStart", base.AroundPreStart);

    public override void AroundPostStop() => fault.Around(Name, "PostStop", base.AroundPostStop);

    public override void AroundPreRestart(Exception cause, object message) =>
        fault.Around(Name, "PreRestart", () => base.AroundPreRestart(cause, message));

    public override void AroundPostRestart(Exception cause, object message) =>
        fault.Around(Name, "PostRestart", () => base.AroundPostRestart(cause, message));

    protected override Props PropsOf(WorkerProcess process, WorkerSettings settings)
    {
        Fault bug = fault;
        return Props.Create(() => new FaultyWorker(process, settings, bug));
    }
}

/// <summary>A worker with a bug.</summary>
internal sealed class FaultyWorker(WorkerProcess process, WorkerSettings settings, Fault fault) : WorkerActor(process, settings)
{
    private const string Name = "Worker";

    protected override bool AroundReceive(Receive receive, object message) =>
        base.AroundReceive(fault.Around(Name, receive), message);

    public override void AroundPreStart() => fault.Around(Name, "PreStart", base.AroundPreStart);

    public override void AroundPostStop() => fault.Around(Name, "PostStop", base.AroundPostStop);

    public override void AroundPreRestart(Exception cause, object message) =>
        fault.Around(Name, "PreRestart", () => base.AroundPreRestart(cause, message));

    public override void AroundPostRestart(Exception cause, object message) =>
        fault.Around(Name, "PostRestart", () => base.AroundPostRestart(cause, message));
}
