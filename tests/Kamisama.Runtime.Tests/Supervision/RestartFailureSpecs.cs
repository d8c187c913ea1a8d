namespace Kamisama.Runtime.Tests;

public sealed class RestartFailureSpecs : Spec
{
    private readonly InvalidOperationException _failure = new("planned");

    [Fact]
    public void An_exception_in_PreRestart_does_not_keep_the_restart()
    {
        IActorRef actor = Actor(new Strings { PreRestart = (_, _) => throw new FormatException("in PreRestart") });
        Probe.Expect("Constructor", "PreStart");
        actor.Tell(_failure, null);
        Probe.Expect("PreRestart", "Constructor", "PostRestart", "PreStart");
    }

    [Fact]
    public void An_exception_in_PostRestart_goes_to_the_parent_as_PostRestartException_and_stops_the_actor()
    {
        var decisions = new Probe();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = DefaultButReporting(decisions) });
        var inHook = new FormatException("in PostRestart");
        IActorRef child = ChildOf(parent, new Probe(), new Strings { PostRestart = _ => throw inHook });
        child.Tell(_failure, null);
        Assert.Same(_failure, decisions.Next<Exception>());
        var reported = decisions.Next<PostRestartException>();
        Assert.Same(inHook, reported.InnerException);
        Assert.Same(_failure, reported.OriginalCause);
        Assert.Same(child, reported.Actor);
        AwaitDeath(child);
    }

    [Fact]
    public void An_exception_in_the_constructor_of_the_next_incarnation_goes_to_the_parent_as_PostRestartException()
    {
        int made = 0;
        var decisions = new Probe();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = DefaultButReporting(decisions) });
        IActorRef child = ChildOf(parent, new Probe(), new Strings
        {
            Constructor = () =>
            {
                if (++made > 1)
                {
                    throw new FormatException("in the constructor");
                }
            },
        });
        child.Tell(_failure, null);
        decisions.Expect(_failure);
        Assert.IsType<FormatException>(decisions.Next<PostRestartException>().GetBaseException());
        AwaitDeath(child);
    }

    [Fact]
    public void A_second_failure_while_failed_is_ignored()
    {
        var decisions = new Probe();
        using var gate = new ManualResetEventSlim();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Restart, decisions) });
        IActorRef cell = ChildOf(parent, new Probe(), new Strings
        {
            Hooks = false,
            Strategy = new FailsAtDeath(),
            PreRestart = static (_, _) => { },
        });
        IActorRef grandchild = ChildOf(cell, new Probe());
        In(parent, context =>
        {
            // The parent's turn is held, so both failures of the child happen before a decision.
            cell.Tell(_failure);
            AwaitSuspended(cell);
            context.System.Stop(grandchild);
            AwaitDeath(grandchild);
        });
        Settle(cell);
        decisions.Expect(_failure);
        decisions.ExpectNothingMore();
    }

    private static SupervisorStrategy DefaultButReporting(Probe probe) => new OneForOneStrategy(cause =>
    {
        probe.Add(cause);
        return SupervisorStrategy.DefaultDecider.Decide(cause);
    });

    private sealed class FailsAtDeath() : OneForOneStrategy(static _ => Directive.Restart)
    {
        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            throw new FormatException("a second failure");
    }
}
