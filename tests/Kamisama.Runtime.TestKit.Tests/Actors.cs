namespace Kamisama.TestKitSpecs;

/// <summary>Answers with what it gets; fails with exceptions.</summary>
public sealed class Echo : UntypedActor
{
    public int Count { get; private set; }

    protected override void OnReceive(object message)
    {
        Count++;
        if (message is Exception failure)
        {
            throw failure;
        }

        Sender.Tell(message);
    }
}

/// <summary>Tells whom it is made with what happens to it.</summary>
public sealed class Reporter : ReceiveActor
{
    private readonly IActorRef _to;

    public Reporter(IActorRef to)
    {
        _to = to;
        Receive<Exception>(failure => throw failure);
        ReceiveAny(message => to.Tell(message));
    }

    protected override void PostStop() => _to.Tell("stopped");
}

/// <summary>Has timers.</summary>
public sealed class Ticker : ReceiveActor, IWithTimers
{
    public Ticker(IActorRef to)
    {
        Receive<TimeSpan>(interval =>
        {
            Timers.StartPeriodicTimer("key", "tick", interval);
            Sender.Tell("started");
        });
        Receive<string>(text => text == "cancel", _ =>
        {
            Timers.CancelAll();
            Sender.Tell("cancelled");
        });
        Receive<string>(text => to.Tell(text));
    }

    public ITimerScheduler Timers { get; set; } = null!;
}

public sealed record Question(string Text);

public sealed record Answer(string Text);
