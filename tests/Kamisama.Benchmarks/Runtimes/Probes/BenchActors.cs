namespace Kamisama.Benchmarks;

/// <summary>Counts what it gets and says when that is enough.</summary>
internal sealed class CountingActor(int enough, TaskCompletionSource done) : UntypedActor
{
    private int _count;

    protected override void OnReceive(object message)
    {
        if (++_count == enough)
        {
            done.SetResult();
        }
    }
}

/// <summary>Answers whatever it gets with the same.</summary>
internal sealed class EchoActor : UntypedActor
{
    protected override void OnReceive(object message) => Sender.Tell(message);
}

/// <summary>Sends a ball to and fro, so many times, then says that it is done.</summary>
internal sealed class PingActor(IActorRef other, int rounds, TaskCompletionSource done) : UntypedActor
{
    private int _left = rounds;

    protected override void OnReceive(object message)
    {
        if (--_left < 0)
        {
            done.SetResult();
        }
        else
        {
            other.Tell(message, Self);
        }
    }
}

/// <summary>Fails at every message; each new instance tells itself the next one until it has been enough.</summary>
internal sealed class FailingActor(Countdown restarts) : UntypedActor
{
    protected override void OnReceive(object message) => throw new InvalidOperationException("asked to fail");

    protected override void PostRestart(Exception reason)
    {
        if (restarts.Step())
        {
            Self.Tell(string.Empty, Self);
        }
    }
}

/// <summary>Says that it lives, and nothing more.</summary>
internal sealed class ChildActor(CountdownEvent births) : UntypedActor
{
    protected override void PreStart() => births.Signal();

    protected override void OnReceive(object message) => Unhandled(message);
}

/// <summary>Has children, as many as it is told, each restarted when it fails, without a word in the log.</summary>
internal sealed class ParentActor : UntypedActor
{
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(-1, -1, static _ => Directive.Restart, loggingEnabled: false);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Countdown restarts:
                Context.ActorOf(Props.Create(() => new FailingActor(restarts))).Tell(string.Empty);
                break;
            case CountdownEvent births:
                Props props = Props.Create(() => new ChildActor(births));
                for (int i = births.InitialCount; i > 0; i--)
                {
                    Context.ActorOf(props);
                }

                break;
        }
    }
}

/// <summary>So many steps, then done.</summary>
internal sealed class Countdown(int steps, TaskCompletionSource done)
{
    private int _left = steps;

    public bool Step()
    {
        if (--_left > 0)
        {
            return true;
        }

        done.SetResult();
        return false;
    }
}
