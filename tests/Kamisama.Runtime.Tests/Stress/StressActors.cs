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

internal sealed class StressNode : UntypedActor, IWithStash, IDisposable
{
    private readonly StressWorld _world;
    private readonly int _depth;
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
            Throw(StressMessages.AnyDirective(world.Pick(100)), "in the constructor");
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
        if (_depth < _world.Shape.Depth)
        {
            for (int i = 0; i < _world.Shape.Breadth; i++)
            {
                if (Context.Child($"n{i}").IsNobody())
                {
                    Context.ActorOf(Props.Create(() => new StressNode(_world, _depth + 1)), $"n{i}");
                }
            }
        }

        MaybeFail("in PreStart");
    }

    protected override void PreRestart(Exception reason, object message)
    {
        MaybeFail("in PreRestart");
        if (_world.Pick(2) == 0)
        {
            base.PreRestart(reason, message);
        }
    }

    protected override void PostRestart(Exception reason)
    {
        MaybeFail("in PostRestart");
        base.PostRestart(reason);
    }

    protected override void PostStop() => MaybeFail("in PostStop");

    public IStash Stash { get; set; } = null!;

    protected override void OnReceive(object message)
    {
        _world.Enter(Self);
        bool isLater = false;
        try
        {
            switch (message)
            {
                case Count when _world.Pick(10) == 0:
                    Stash.Stash();
                    Self.Tell(new Flush());
                    break;
                case Flush:
                    Stash.UnstashAll();
                    break;
                case Count count:
                    _world.Counted(count.Id);
                    isLater = _world.Pick(4) == 0;
                    break;
                case Fail fail:
                    Throw(fail.Wanted, "in a handler");
                    break;
                case FailLater:
                    isLater = true;
                    break;
            }
        }
        finally
        {
            if (isLater)
            {
                RunTask(() => GoOn((message as FailLater)?.Wanted));
            }
            else
            {
                _world.Leave(Self);
            }
        }
    }

    private async Task GoOn(Directive? wanted)
    {
        try
        {
            await Task.Yield();
            await Task.Run(static () => { });
            if (wanted is { } directive)
            {
                Throw(directive, "after an await");
            }
        }
        finally
        {
            _world.Leave(Self);
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

    private void MaybeFail(string where)
    {
        if (_world.Pick(20) == 0)
        {
            Throw(StressMessages.AnyDirective(_world.Pick(100)), where);
        }
    }

    private void Throw(Directive wanted, string where)
    {
        _world.Note(Self, $"fails {where} and wants {wanted}");
        throw new Planned(wanted);
    }
}
