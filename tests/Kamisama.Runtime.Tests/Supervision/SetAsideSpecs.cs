namespace Kamisama.Runtime.Tests;

/// <summary>What arrives while an actor has failed or is half restarted waits until the actor is whole.</summary>
public sealed class SetAsideSpecs : Spec
{
    private readonly InvalidOperationException _failure = new("planned");

    [Fact]
    public void A_restart_that_arrives_while_the_last_one_waits_for_children_comes_after_it()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = new AllForOneStrategy(static _ => Directive.Restart) });
        IActorRef first = ChildOf(parent, Probe, new Strings());
        var ofSecond = new Probe();
        IActorRef second = ChildOf(parent, ofSecond);
        Probe.Expect("Constructor", "PreStart");
        ChildOf(first, new Probe(), new Strings { Hooks = false, PostStop = _ => gate.Wait(Patience) });

        first.Tell(_failure, null);
        Probe.Expect("PreRestart", "PostStop");
        second.Tell(_failure, null);
        second.Tell("restarted", null);
        ofSecond.Expect("restarted");
        Probe.ExpectNothingMore();

        gate.Set();
        Probe.Expect("Constructor", "PostRestart", "PreStart");
        Probe.Expect("PreRestart", "PostStop", "Constructor", "PostRestart", "PreStart");
        first.Tell("alive", null);
        Probe.Expect("alive");
    }

    [Fact]
    public void A_suspend_that_arrives_while_a_restart_waits_for_children_holds_the_new_children_too()
    {
        using var gate = new ManualResetEventSlim();
        var made = new Probe();
        var ofChildren = new Probe();
        IActorRef actor = Actor(new Strings
        {
            PreStart = context => made.Add(
                context.ActorOf(Puppet.Props(ofChildren, new Strings { Hooks = false, PostStop = _ => gate.Wait(Patience) }))),
        });
        made.Next<IActorRef>();
        Probe.Expect("Constructor", "PreStart");
        actor.Tell(_failure, null);
        Probe.Expect("PreRestart", "PostStop");
        Inside.Suspend(actor);
        gate.Set();
        Probe.Expect("Constructor", "PostRestart", "PreStart");

        var young = made.Next<IActorRef>();
        AwaitSuspended(young);
        young.Tell("waits", null);
        actor.Tell("waits", null);
        Probe.ExpectNothingMore();
        ofChildren.ExpectNothingMore();
        Inside.Resume(actor);
        Probe.Expect("waits");
        ofChildren.Expect("waits");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_of_a_child_that_its_supervisor_has_replaced_meanwhile_is_dropped(bool sameName)
    {
        using var gate = new ManualResetEventSlim();
        var decisions = new Probe();
        IActorRef grandparent = Actor(new Strings
        {
            Hooks = false,
            Strategy = new OneForOneStrategy(_ => gate.Wait(Patience) ? Directive.Restart : Directive.Stop),
        });
        int incarnation = 0;
        IActorRef parent = ChildOf(grandparent, Probe, new Strings
        {
            Hooks = false,
            Strategy = Always(Directive.Stop, decisions),
            PreStart = context => context.ActorOf(
                Puppet.Props(Probe), sameName || incarnation++ == 0 ? "child" : "another"),
        });
        IActorRef old = In(parent, context => context.Child("child"));

        // The child fails first, but the parent, in its turn, fails before it has looked: the child's failure is put aside.
        parent.Tell(new Do(_ =>
        {
            old.Tell(_failure, null);
            AwaitSuspended(old);
            throw new FormatException("of the parent");
        }), null);
        AwaitSuspended(parent);
        gate.Set();
        parent.Tell("restarted", null);
        Probe.Expect("restarted");
        IActorRef young = In(parent, context => context.Child(sameName ? "child" : "another"));
        Assert.NotEqual(old, young);
        young.Tell("alive", null);
        Probe.Expect("alive");
        decisions.ExpectNothingMore();
    }
}
