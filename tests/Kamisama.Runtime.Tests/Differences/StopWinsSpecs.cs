namespace Kamisama.Runtime.Tests;

/// <summary>
/// Here a stop is final. On Akka.NET a resume or restart that arrives while an actor that was never created waits for its children to
/// stop turns the stop back into a creation, and the actor lives on.
/// </summary>
public sealed class StopWinsSpecs : Spec
{
    [Fact]
    public void A_stop_overtakes_the_creation_that_waits_for_the_children_of_the_failed_attempt()
    {
        using var gate = new ManualResetEventSlim();
        var decisions = new Probe();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Restart, decisions) });
        IActorRef child = ChildOf(parent, Probe, new Strings
        {
            PreStart = context =>
            {
                context.ActorOf(Puppet.Props(new Probe(), new Strings { Hooks = false, PostStop = _ => gate.Wait(Patience) }));
                throw new FormatException("planned");
            },
        });
        decisions.Next<ActorInitializationException>();
        Settle(parent);
        System.Stop(child);
        Inside.Resume(child, new FormatException("too late"));
        Inside.Restart(child, new FormatException("too late"));
        gate.Set();
        AwaitDeath(child);
        Probe.Expect("Constructor", "PreStart");
        Probe.ExpectNothingMore();
    }
}
