namespace Kamisama.Differential;

/// <summary>An actor that notes everything that happens to it.</summary>
internal sealed class Node : UntypedActor, IWithUnboundedStash
{
    private readonly NodePlan _plan;
    private readonly Trace _trace;
    private bool _putsAside;

    public Node(NodePlan plan, Trace trace)
    {
        _plan = plan;
        _trace = trace;
        int incarnation = plan.NextIncarnation();
        Note($"constructor {incarnation}");
        plan.MayFail("constructor");
    }

    public IStash Stash { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => _plan.IsAllForOne
        ? new AllForOneStrategy(_plan.MostRetries, -1, Decide, loggingEnabled: false)
        : new OneForOneStrategy(_plan.MostRetries, -1, Decide, loggingEnabled: false);

    protected override void PreStart()
    {
        Note("PreStart");
        _plan.MayFail("PreStart");
        foreach (NodePlan child in _plan.Children)
        {
            if (Context.Child(child.Name).Equals(ActorRefs.Nobody))
            {
                child.Ref = Context.ActorOf(Props.Create(() => new Node(child, _trace)), child.Name);
            }
        }
    }

    protected override void PostStop()
    {
        Note("PostStop");
        _plan.MayFail("PostStop");
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // After an escalation Akka.NET gives its own message of the failure here, the embedded runtime nothing.
        Note($"PreRestart by {Text(reason)} in {message as Command}");
        // By hand: Akka.NET loses what is put aside when PreRestart throws, the embedded runtime does not.
        Stash.UnstashAll();
        _plan.MayFail("PreRestart");
        if (_plan.KeepsChildren)
        {
            PostStop();
        }
        else
        {
            base.PreRestart(reason, message!);
        }
    }

    protected override void PostRestart(Exception reason)
    {
        Note($"PostRestart by {Text(reason)}");
        _plan.MayFail("PostRestart");
        base.PostRestart(reason);
    }

    protected override void OnReceive(object message)
    {
        if (_putsAside && message is Command.Ping)
        {
            Note($"puts aside {message}");
            _putsAside = false;
            Stash.Stash();
            return;
        }

        switch (message)
        {
            case Terminated terminated:
                Note($"Terminated {terminated.ActorRef.Path.ToStringWithoutAddress()}, {(terminated.ExistenceConfirmed ? "it lived" : "never seen")}");
                break;
            case Command command:
                Note($"{command}");
                Obey(command);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Obey(Command command)
    {
        switch (command)
        {
            case Command.Fail fail:
                throw new Failure(fail.Kind);
            case Command.StopSelf:
                Context.Stop(Self);
                break;
            case Command.StopChild stop:
                Context.Stop(Context.Child(stop.Name));
                break;
            case Command.Watch watch:
                Context.Watch(watch.Subject.Actor);
                break;
            case Command.Unwatch unwatch:
                Context.Unwatch(unwatch.Subject.Actor);
                break;
            case Command.Excite:
                BecomeStacked(Excited);
                break;
            case Command.PutAside:
                _putsAside = true;
                break;
            case Command.Fetch:
                Stash.UnstashAll();
                break;
            default:
                break;
        }
    }

    private void Excited(object message)
    {
        Note(message is Terminated ? "Terminated, but excited" : $"excited: {message}");
        if (message is Command.Calm)
        {
            UnbecomeStacked();
        }
        else if (message is Command.Fail fail)
        {
            throw new Failure(fail.Kind);
        }
    }

    private Directive Decide(Exception cause)
    {
        Directive directive = cause is Failure failure ? _plan.Decisions[failure.Kind] : Directive.Stop;
        Note($"decides {directive} about {Text(cause)}");
        return directive;
    }

    private void Note(string what) => _trace.Add(_plan.Path, what);

    // The texts of the runtimes' own exceptions differ; the types must not.
    private static string Text(Exception cause) => cause is Failure or InvalidOperationException ? cause.Message : cause.GetType().Name;
}
