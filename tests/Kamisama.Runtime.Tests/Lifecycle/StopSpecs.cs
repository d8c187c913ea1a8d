namespace Kamisama.Runtime.Tests;

public sealed class StopSpecs : Spec
{
    [Fact]
    public void Children_stop_before_their_parent_and_in_parallel()
    {
        IActorRef parent = Actor(new Strings { Hooks = false, PostStop = _ => Probe.Add("parent") });
        using var both = new Barrier(2);
        for (int i = 0; i < 2; i++)
        {
            // Each waits for the other, so one after the other would never end.
            ChildOf(parent, Probe, new Strings
            {
                Hooks = false,
                PostStop = _ => Probe.Add(both.SignalAndWait(Patience) ? "child" : "stopped one after the other"),
            });
        }

        System.Stop(parent);
        Probe.Expect("child", "child", "parent");
    }

    [Fact]
    public void The_end_is_PostStop_then_dead_letters_then_the_parent_then_the_watchers()
    {
        var strategy = new Reporting(Probe);
        System.EventStream.Subscribe<DeadLetter>(new Sink(System, message => Probe.Add("dead letter")));
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = strategy });
        IActorRef child = ChildOf(parent, Probe, new Strings { Hooks = false, PostStop = _ => Probe.Add("PostStop") });
        using var gate = new ManualResetEventSlim();
        Inside.Watch(child, new Sink(System, _ =>
        {
            // The parent was told before; give it the time to act.
            Assert.True(gate.Wait(Patience));
            Probe.Add("watcher");
        }));
        strategy.Gate = gate;
        In(child, context =>
        {
            context.Stop(context.Self);
            context.Self.Tell("left over");
        });
        Probe.Expect("PostStop", "dead letter", "parent", "watcher");
    }

    [Fact]
    public void A_stopping_actor_takes_no_messages_while_it_waits_for_its_children()
    {
        using var gate = new ManualResetEventSlim();

        // No top-level actor: Akka.NET's system has its guardian stop those, some time later.
        IActorRef parent = ChildOf(Actor(), Probe, new Strings { Hooks = false, PostStop = _ => Probe.Add("PostStop") });
        ChildOf(parent, Probe, new Strings { Hooks = false, PostStop = _ => gate.Wait(Patience) });
        System.Stop(parent);
        parent.Tell("too late", null);
        gate.Set();
        Probe.Expect("PostStop");
        AwaitDeath(parent);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_failure_while_stopping_is_not_reported()
    {
        var decisions = new Probe();
        using var gate = new ManualResetEventSlim();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Restart, decisions) });
        IActorRef child = ChildOf(parent, Probe, new Strings { Hooks = false, Strategy = new FailingAtDeath() });
        IActorRef grandchild = ChildOf(child, Probe);
        grandchild.Tell(new Do(_ =>
        {
            Assert.True(gate.Wait(Patience));
            throw new FormatException("while the parent is stopping");
        }), null);
        System.Stop(child);
        gate.Set();
        AwaitDeath(child);
        Settle(parent);
        decisions.ExpectNothingMore();
    }

    [Fact]
    public void An_exception_in_PostStop_does_not_keep_the_stop()
    {
        IActorRef actor = Actor(new Strings { PostStop = _ => throw new FormatException("in PostStop") });
        System.Stop(actor);
        AwaitDeath(actor);
    }

    [Fact]
    public void No_child_can_be_made_in_PostStop()
    {
        IActorRef actor = Actor(new Strings
        {
            Hooks = false,
            PostStop = context => Probe.Add(Record.Exception(() => context.ActorOf(Puppet.Props(Probe)))!),
        });
        System.Stop(actor);
        Probe.Next<InvalidOperationException>();
    }

    [Fact]
    public void Stopping_twice_is_stopping_once()
    {
        IActorRef parent = Actor(new Strings());
        ChildOf(parent, new Probe());
        Probe.Expect("Constructor", "PreStart");
        In(parent, context =>
        {
            context.Stop(context.Self);
            context.Stop(context.Self);
        });
        System.Stop(parent);
        AwaitDeath(parent);
        Probe.Expect("PostStop");
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_poison_pill_waits_its_turn()
    {
        IActorRef actor = Actor(new Strings { Hooks = false, PostStop = _ => Probe.Add("PostStop") });
        In(actor, context =>
        {
            context.Self.Tell("before");
            context.Self.Tell(PoisonPill.Instance);
            context.Self.Tell("after");
        });
        Probe.Expect("before", "PostStop");
        AwaitDeath(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Kill_throws_inside_the_actor_and_the_supervisor_decides()
    {
        var decisions = new Probe();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Resume, decisions) });
        IActorRef child = ChildOf(parent, Probe);
        child.Tell(Kill.Instance, null);
        child.Tell("spared", null);
        decisions.Next<ActorKilledException>();
        Probe.Expect("spared");
    }

    [Fact]
    public void A_hundred_thousand_children_are_made_and_stopped()
    {
        const int Count = 100_000;
        var strategy = new Counting();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = strategy });
        Props leaf = Props.Create(() => new Leaf());
        In(parent, context =>
        {
            for (int i = 0; i < Count; i++)
            {
                context.ActorOf(leaf);
            }
        });
        Assert.Equal(Count, In(parent, context => context.GetChildren().Count()));
        System.Stop(parent);
        AwaitDeath(parent);

        // One call for each child, and none of them made a copy of the siblings unless it asked.
        Assert.Equal(Count, strategy.Deaths);
    }

    private sealed class Leaf : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed class Counting : OneForOneStrategy
    {
        public int Deaths { get; private set; }

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) => Deaths++;
    }

    private sealed class FailingAtDeath() : OneForOneStrategy(static _ => Directive.Escalate)
    {
        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            throw new FormatException("at the death of a child");
    }

    private sealed class Reporting(Probe probe) : OneForOneStrategy
    {
        public ManualResetEventSlim? Gate { get; set; }

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
        {
            probe.Add("parent");
            Gate?.Set();
        }
    }
}
