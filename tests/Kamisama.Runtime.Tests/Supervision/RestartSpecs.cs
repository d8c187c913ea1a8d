namespace Kamisama.Runtime.Tests;

public sealed class RestartSpecs : Spec
{
    private readonly InvalidOperationException _failure = new("planned");

    [Fact]
    public void A_restart_keeps_ref_path_uid_and_mailbox_and_drops_the_failing_message()
    {
        IActorRef parent = Actor(new Strings { Hooks = false });
        IActorRef child = ChildOf(parent, Probe, new Strings { Hooks = false }, "child");
        long uid = child.Path.Uid;
        In(child, context =>
        {
            context.Self.Tell(_failure);
            context.Self.Tell("behind");
        });

        Probe.Expect("behind");
        Assert.Same(child, In(parent, context => context.Child("child")));
        Assert.Equal(uid, child.Path.Uid);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Hooks_run_in_order_and_see_cause_and_message()
    {
        var strings = new Strings();
        strings.PreRestart = (reason, message) => Probe.Add((reason, message));
        strings.PostRestart = reason => Probe.Add(reason);
        IActorRef actor = Actor(strings);
        Probe.Expect("Constructor", "PreStart");
        actor.Tell(_failure, null);

        Probe.Expect("PreRestart", ((Exception)_failure, (object?)_failure), "Constructor", "PostRestart", _failure);
        Settle(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void By_default_PreRestart_runs_PostStop_and_PostRestart_runs_PreStart()
    {
        IActorRef actor = Actor(new Strings());
        actor.Tell(_failure, null);
        Probe.Expect("Constructor", "PreStart", "PreRestart", "PostStop", "Constructor", "PostRestart", "PreStart");
    }

    [Fact]
    public void The_new_instance_waits_until_the_children_that_PreRestart_stopped_are_gone()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef parent = Actor(new Strings());
        Probe.Expect("Constructor", "PreStart");
        IActorRef child = ChildOf(parent, new Probe(), new Strings { Hooks = false, PostStop = _ => gate.Wait(Patience) }, "child");
        In(parent, context => context.Watch(child));
        parent.Tell(_failure, null);
        Probe.Expect("PreRestart", "PostStop");
        Probe.ExpectNothingMore();
        gate.Set();
        Probe.Expect("Constructor", "PostRestart", "PreStart");

        // Unwatched by PreRestart, and the name is free.
        Assert.Equal(ActorRefs.Nobody, In(parent, context => context.Child("child")));
        ChildOf(parent, new Probe(), null, "child");
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Children_that_PreRestart_spares_are_restarted_after_the_parent()
    {
        var childProbe = new Probe();
        IActorRef parent = Actor(new Strings { PreRestart = static (_, _) => { }, PostRestart = _ => childProbe.Add("parent is up") });
        IActorRef child = ChildOf(parent, childProbe, new Strings(), "child");
        childProbe.Expect("Constructor", "PreStart");
        parent.Tell(_failure, null);

        childProbe.Expect("parent is up", "PreRestart", "PostStop", "Constructor", "PostRestart", "PreStart");
        child.Tell("alive", null);
        childProbe.Expect("alive");
        Assert.Same(child, In(parent, context => context.Child("child")));
    }

    [Fact]
    public void Children_stand_still_while_their_parent_has_failed()
    {
        using var gate = new ManualResetEventSlim();
        var childProbe = new Probe();
        IActorRef grandparent = Actor(new Strings
        {
            Hooks = false,
            Strategy = new OneForOneStrategy(_ => gate.Wait(Patience) ? Directive.Resume : Directive.Stop),
        });
        var parentProbe = new Probe();
        IActorRef parent = ChildOf(grandparent, parentProbe);
        IActorRef child = ChildOf(parent, childProbe);
        Settle(child);
        parent.Tell(_failure, null);

        // A suspend is a system message, so a later one that is answered shows that it has arrived.
        AwaitSuspended(child);
        child.Tell("waits", null);
        childProbe.ExpectNothingMore();
        gate.Set();
        childProbe.Expect("waits");
    }

    [Fact]
    public void A_stop_overtakes_a_restart_that_waits_for_children()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef parent = Actor(new Strings { Hooks = false });
        IActorRef actor = ChildOf(parent, Probe, new Strings());
        Probe.Expect("Constructor", "PreStart");
        ChildOf(actor, new Probe(), new Strings { Hooks = false, PostStop = _ => gate.Wait(Patience) });
        actor.Tell(_failure, null);
        Probe.Expect("PreRestart", "PostStop");
        System.Stop(actor);
        gate.Set();
        AwaitDeath(actor);

        // As on Akka.NET: the old instance gets PostStop again, since no new one has taken over.
        Probe.Expect("PostStop");
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_late_restart_of_a_stopped_child_does_nothing()
    {
        var strategy = new Deferring();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = strategy });
        IActorRef child = ChildOf(parent, Probe, new Strings());
        Probe.Expect("Constructor", "PreStart");
        child.Tell(_failure, null);
        (IActorRef failed, Exception cause) = strategy.Failures.Next<(IActorRef, Exception)>();
        In(parent, context => context.Stop(failed));
        AwaitDeath(child);
        In(parent, _ => strategy.RestartNow(failed, cause));
        Probe.Expect("PostStop");
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_strategy_may_restart_later_and_what_was_sent_meanwhile_meets_the_new_incarnation()
    {
        var strategy = new Deferring();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = strategy });
        IActorRef child = ChildOf(parent, Probe, new Strings());
        Probe.Expect("Constructor", "PreStart");
        child.Tell(_failure, null);
        (IActorRef failed, Exception cause) = strategy.Failures.Next<(IActorRef, Exception)>();
        child.Tell("waits", null);
        In(parent, _ => strategy.RestartNow(failed, cause));
        Probe.Expect("PreRestart", "PostStop", "Constructor", "PostRestart", "PreStart", "waits");
    }

    [Fact]
    public void A_restart_goes_back_to_the_initial_behaviour()
    {
        IActorRef actor = Actor();
        In(actor, context => context.BecomeStacked((UntypedReceive)(_ => throw _failure)));
        actor.Tell("fails in the other behaviour", null);
        actor.Tell("initial", null);
        Probe.Expect("initial");
    }

    [Fact]
    public void A_disposable_instance_is_disposed_when_it_is_replaced_and_when_it_stops()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new Disposable(Probe)));
        actor.Tell(_failure, null);
        Probe.Expect("disposed");
        System.Stop(actor);
        Probe.Expect("disposed");
    }

    private sealed class Disposable(Probe probe) : UntypedActor, IDisposable
    {
        public void Dispose() => probe.Add("disposed");

        protected override void OnReceive(object message) => throw (Exception)message;
    }

    private sealed class Deferring() : OneForOneStrategy(static _ => Directive.Restart)
    {
        public Probe Failures { get; } = new();

        public void RestartNow(IActorRef child, Exception cause) => RestartChild(child, cause, suspendFirst: false);

        public override void ProcessFailure(
            IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
            IReadOnlyCollection<ChildRestartStats> children) => Failures.Add((child, cause));
    }
}
