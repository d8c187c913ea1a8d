namespace Kamisama.Runtime.Tests;

/// <summary>Watches whom it is told to, once each: a second watch of the dead would rightly be answered again.</summary>
internal sealed class StressWatcher : ReceiveActor
{
    public StressWatcher(StressWorld world)
    {
        Receive<IActorRef>(subject =>
        {
            if (world.Claim(subject))
            {
                Context.WatchWith(subject, new Gone(subject));
            }
        });
        Receive<Gone>(gone => world.Died(gone.Subject));
    }

    private sealed record Gone(IActorRef Subject);
}

internal sealed class StressNode : UntypedActor, IDisposable
{
    private readonly StressWorld _world;
    private readonly int _depth;
    private int _inside;
    private bool _ended;

    public StressNode(StressWorld world, int depth)
    {
        _world = world;
        _depth = depth;
        world.Add(Self);
        if (world.Pick(20) == 0)
        {
            // The instance never becomes an actor's, so nobody else ends it.
            world.Ended();
            throw new Planned(StressMessages.AnyDirective(world.Pick(100)));
        }
    }

    public void Dispose()
    {
        // A stop that overtakes a restart ends the old instance a second time.
        if (!_ended)
        {
            _ended = true;
            _world.Ended();
        }
    }

    protected override void PreStart()
    {
        if (_depth < 3)
        {
            for (int i = 0; i < 3; i++)
            {
                if (Context.Child($"n{i}").IsNobody())
                {
                    Context.ActorOf(Props.Create(() => new StressNode(_world, _depth + 1)), $"n{i}");
                }
            }
        }

        MaybeFail();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        MaybeFail();
        if (_world.Pick(2) == 0)
        {
            base.PreRestart(reason, message);
        }
    }

    protected override void PostStop() => MaybeFail();

    protected override void OnReceive(object message)
    {
        if (Interlocked.Increment(ref _inside) != 1)
        {
            _world.Broken($"two threads in {Self}");
        }

        try
        {
            switch (message)
            {
                case Count count: _world.Counted(count.Id); break;
                case Fail fail: throw new Planned(fail.Wanted);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() =>
        _world.Pick(3) == 0 ? new AllForOneStrategy(20, null, Decide) : new OneForOneStrategy(20, null, Decide);

    private static Directive Decide(Exception cause) => cause switch
    {
        Planned planned => planned.Wanted,
        ActorInitializationException when cause.GetBaseException() is Planned planned => planned.Wanted,
        _ => ActorStrategy.DefaultDecider.Decide(cause),
    };

    private void MaybeFail()
    {
        if (_world.Pick(20) == 0)
        {
            throw new Planned(StressMessages.AnyDirective(_world.Pick(100)));
        }
    }
}
