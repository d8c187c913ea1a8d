using System.Collections.Concurrent;
using System.Diagnostics;
using Kamisama.Actors.Tests.Simulation;

namespace Kamisama.Actors.Tests.Faults;

/// <summary>A group of pools whose actor has a bug, on simulated processes.</summary>
internal sealed class FaultyGroup : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestSystem _system = new();
    private readonly ConcurrentQueue<string> _doubled = new();
    private readonly ConcurrentQueue<SupervisionEvent> _events = new();
    private readonly Fault _fault;

    public FaultyGroup(WorkerPoolGroupOptions options, Fault fault)
    {
        _fault = fault;
        Host.OnStart = started =>
        {
            if (Host.Alive.Count(other => (other.Pool, other.Index) == (started.Pool, started.Index)) > 1)
            {
                _doubled.Enqueue($"worker {started.Index} of {started.Pool} had two processes");
            }
        };
        EventListener.Start(_system.System, null, _events.Enqueue, new TaskCompletionSource());
        var state = new PoolGroup(options, Host, _system.Time);
        Group = WorkerPoolGroup.FrontOf(state, _system.System.ActorOf(Props.Create(() => new FaultyGroupActor(state, fault)), PoolGroup.Name));
        Group.Supervisor.Tell(new MasterMessage.StartPool(), ActorRefs.NoSender);
    }

    public ScriptedHost Host { get; } = new();

    public IWorkerPoolGroup Group { get; }

    /// <summary>Waits until it is so, or the group is over.</summary>
    public async Task UntilAsync(string what, Func<bool> isSo)
    {
        long since = Stopwatch.GetTimestamp();
        while (!isSo() && !Group.Completion.IsCompleted)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"{_fault}: awaited {what} for {Patience.TotalSeconds} s. {Report()}");
            await Task.Delay(TimeSpan.FromMilliseconds(2));
        }
    }

    /// <summary>The defined end: everything is over, no process was doubled, none is left.</summary>
    public async Task<PoolGroupOutcome> ExpectEndAsync()
    {
        await UntilAsync("the end", () => false);
        Assert.True(_doubled.IsEmpty, $"{_fault}: {string.Join(", ", _doubled)}. {Report()}");
        Assert.True(Host.Alive.Count == 0, $"{_fault}: processes were lost. {Report()}");
        Assert.True(Group.Pools.All(pool => pool.Completion.IsCompletedSuccessfully), $"{_fault}: a pool is not over. {Report()}");
        return await Group.Completion;
    }

    public async ValueTask DisposeAsync() => await _system.DisposeAsync();

    private string Report() =>
        $"Alive: {string.Join(", ", Host.Alive.Select(process => $"{process.Pool} {process.Pid}"))}. Events:{Environment.NewLine}"
        + string.Join(Environment.NewLine, _events.TakeLast(40).Select(seen => $"  {seen.Pool}: {seen.GetType().Name}: {seen}"));
}

/// <summary>The group's actor with a bug.</summary>
internal sealed class FaultyGroupActor(PoolGroup group, Fault fault) : PoolGroupActor(group)
{
    private const string Name = "Group";

    protected override bool AroundReceive(Receive receive, object message) =>
        base.AroundReceive(fault.Around(Name, receive), message);

    public override void AroundPreStart() => fault.Around(Name, "PreStart", base.AroundPreStart);

    public override void AroundPostStop() => fault.Around(Name, "PostStop", base.AroundPostStop);

    public override void AroundPreRestart(Exception cause, object message) =>
        fault.Around(Name, "PreRestart", () => base.AroundPreRestart(cause, message));

    public override void AroundPostRestart(Exception cause, object message) =>
        fault.Around(Name, "PostRestart", () => base.AroundPostRestart(cause, message));

    protected override Props PropsOf(MasterState state)
    {
        fault.Around(Name, "PropsOf", () => { });
        return base.PropsOf(state);
    }
}
