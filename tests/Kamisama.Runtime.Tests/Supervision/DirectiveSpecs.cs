namespace Kamisama.Runtime.Tests;

public sealed class DirectiveSpecs : Spec
{
    private readonly InvalidOperationException _failure = new("planned");

    [Fact]
    public void Resume_goes_on_with_the_same_instance_and_the_next_message()
    {
        IActorRef child = ChildOf(Actor(new Strings { Hooks = false, Strategy = Always(Directive.Resume) }), Probe, new Strings());
        Probe.Expect("Constructor", "PreStart");
        child.Tell(_failure, null);
        child.Tell("next", null);
        Probe.Expect("next");
    }

    [Fact]
    public void Stop_ends_the_child()
    {
        IActorRef child = ChildOf(Actor(new Strings { Hooks = false, Strategy = Always(Directive.Stop) }), Probe, new Strings());
        child.Tell(_failure, null);
        AwaitDeath(child);
        Probe.Expect("Constructor", "PreStart", "PostStop");
    }

    [Fact]
    public void Escalate_fails_the_supervisor_with_the_childs_own_exception()
    {
        var top = new Probe();
        IActorRef grandparent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Stop, top) });
        IActorRef parent = ChildOf(grandparent, new Probe(), new Strings { Hooks = false, Strategy = Always(Directive.Escalate) });
        IActorRef child = ChildOf(parent, new Probe());
        child.Tell(_failure, null);
        top.Expect(_failure);
        AwaitDeath(child);
        AwaitDeath(parent);
    }

    [Fact]
    public void A_resume_of_the_supervisor_that_escalated_resumes_the_child_too()
    {
        IActorRef grandparent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Resume) });
        IActorRef parent = ChildOf(grandparent, new Probe(), new Strings { Hooks = false, Strategy = Always(Directive.Escalate) });
        IActorRef child = ChildOf(parent, Probe, new Strings());
        IActorRef sibling = ChildOf(parent, Probe, new Strings { Hooks = false });
        Probe.Expect("Constructor", "PreStart");
        for (int i = 0; i < 3; i++)
        {
            child.Tell(_failure, null);
            child.Tell("child", null);
            Probe.Expect("child");
            sibling.Tell("sibling", null);
            Probe.Expect("sibling");
        }
    }

    [Fact]
    public void A_strategy_that_throws_fails_the_supervisor_with_that_exception()
    {
        var top = new Probe();
        var inStrategy = new FormatException("in the strategy");
        IActorRef grandparent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Stop, top) });
        IActorRef parent = ChildOf(grandparent, new Probe(), new Strings
        {
            Hooks = false,
            Strategy = new OneForOneStrategy(_ => throw inStrategy),
        });
        ChildOf(parent, new Probe()).Tell(_failure, null);
        top.Expect(inStrategy);
        AwaitDeath(parent);
    }

    [Theory]
    [InlineData(typeof(ActorInitializationException), Directive.Stop)]
    [InlineData(typeof(ActorKilledException), Directive.Stop)]
    [InlineData(typeof(DeathPactException), Directive.Stop)]
    [InlineData(typeof(InvalidOperationException), Directive.Restart)]
    [InlineData(typeof(OutOfMemoryException), Directive.Restart)]
    public void The_default_decider_stops_what_cannot_work_and_restarts_the_rest(Type type, Directive expected)
    {
        Exception cause = type == typeof(DeathPactException)
            ? new DeathPactException(System.DeadLetters)
            : (Exception)Activator.CreateInstance(type, "planned")!;
        Assert.Equal(expected, SupervisorStrategy.DefaultDecider.Decide(cause));
    }

    [Fact]
    public void A_strategy_in_the_props_overrides_the_actors_own()
    {
        Props props = Puppet.Props(new Probe(), new Strings { Hooks = false, Strategy = Always(Directive.Restart) })
            .WithSupervisorStrategy(SupervisorStrategy.StoppingStrategy);
        IActorRef child = ChildOf(System.ActorOf(props), new Probe());
        child.Tell(_failure, null);
        AwaitDeath(child);
    }

    [Fact]
    public void The_failure_of_a_child_waits_while_its_supervisor_has_failed_itself()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef grandparent = Actor(new Strings
        {
            Hooks = false,
            Strategy = new OneForOneStrategy(_ => gate.Wait(Patience) ? Directive.Resume : Directive.Stop),
        });
        var strategy = new Reporting();
        IActorRef parent = ChildOf(grandparent, new Probe(), new Strings { Hooks = false, Strategy = strategy });
        IActorRef child = ChildOf(parent, Probe);
        IActorRef other = ChildOf(parent, new Probe());
        child.Tell(new Do(_ =>
        {
            parent.Tell(new FormatException("of the parent"));
            AwaitSuspended(parent);
            throw _failure;
        }), null);
        AwaitSuspended(child);

        // What is no failure is taken also now, and shows that the failure before it was put aside.
        System.Stop(other);
        strategy.Seen.Expect(other);
        gate.Set();
        strategy.Seen.Expect(_failure);
        child.Tell("alive", null);
        Probe.Expect("alive");
    }

    private sealed class Reporting : OneForOneStrategy
    {
        public Probe Seen { get; } = new();

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            Seen.Add(child);

        protected override Directive Handle(IActorRef child, Exception exception)
        {
            Seen.Add(exception);
            return Directive.Restart;
        }
    }
}
