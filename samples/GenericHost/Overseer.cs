using Kamisama.Actors;

namespace GenericHost;

/// <summary>
/// An actor of the application. It watches all pools, scales the crunchers by message, and keeps the helpers as its own child,
/// under its own strategy. This file is compiled for Akka.NET too, as it is.
/// </summary>
internal sealed class Overseer : ReceiveActor, IWithTimers
{
    private readonly IActorRef _crunchers;
    private int _deaths;

    public Overseer(IActorRef crunchers)
    {
        _crunchers = crunchers;

        // What happens, in every pool of this actor system.
        Receive<SupervisionEvent.WorkerExited>(exited => Say($"death {++_deaths}, of a {exited.Pool[..^1]}: {exited}"));
        Receive<SupervisionEvent.RespawnLimitBreached>(breach => Say($"the {breach.Pool} gave up: {breach}"));
        Receive<SupervisionEvent>(_ => { });

        // Commands to the master, and its answers.
        Receive<string>(line => line == "status", _ => _crunchers.Tell(new MasterMessage.GetStatus()));
        Receive<string>(Scale);
        Receive<int>(wanted => Say($"{wanted} crunchers are wanted now"));
        Receive<PoolStatus>(status => Say($"{status.Workers.Count} of {status.Instances} crunchers are there"));
        Receive<Status.Failure>(failure => Say(failure.Cause.Message));

        // The helpers gave up. The framework never restarts such a pool; this application does, after a pause.
        Receive<Terminated>(_ => Timers.StartSingleTimer("helpers", new StartHelpers(), TimeSpan.FromSeconds(1)));
        Receive<StartHelpers>(_ => Start());
    }

    /// <summary>Set by the actor system.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    // For a fault in the master's own code: it goes on with the workers it has. After the third in a minute, they are ended.
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(3, TimeSpan.FromMinutes(1), _ => Directive.Restart);

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(SupervisionEvent));
        Start();
    }

    private static void Start()
    {
        IWorkerPool helpers = WorkerPool.Start(Context, Pools.Helpers);
        Context.Watch(helpers.Master);
        Say("the helpers have been started");
    }

    private static void Say(string text) => Console.WriteLine($"[overseer] {text}");

    private void Scale(string line)
    {
        if (line.Split(' ') is ["scale", var number] && int.TryParse(number, out int instances))
        {
            _crunchers.Tell(new MasterMessage.ScaleTo(instances));
        }
        else
        {
            Say($"'{line}' is no command. Type: scale NUMBER, or: status");
        }
    }

    private sealed record StartHelpers;
}
