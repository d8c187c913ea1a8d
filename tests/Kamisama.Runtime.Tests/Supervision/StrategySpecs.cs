namespace Kamisama.Runtime.Tests;

public sealed class StrategySpecs : Spec
{
    private readonly InvalidOperationException _failure = new("planned");

    [Fact]
    public void All_for_one_restarts_the_siblings_in_pairs_of_suspend_and_resume()
    {
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = new AllForOneStrategy(static _ => Directive.Restart) });
        var probes = new Probe[3];
        var children = new IActorRef[3];
        for (int i = 0; i < 3; i++)
        {
            probes[i] = new Probe();
            children[i] = ChildOf(parent, probes[i], new Strings());
            probes[i].Expect("Constructor", "PreStart");
        }

        for (int round = 0; round < 3; round++)
        {
            children[1].Tell(_failure, null);
            foreach (Probe probe in probes)
            {
                probe.Expect("PreRestart", "PostStop", "Constructor", "PostRestart", "PreStart");
            }
        }

        foreach ((IActorRef child, Probe probe) in children.Zip(probes))
        {
            child.Tell("alive", null);
            probe.Expect("alive");
        }
    }

    [Fact]
    public void All_for_one_stops_all_when_one_has_no_restart_left()
    {
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = new AllForOneStrategy(1, null, static _ => Directive.Restart) });
        IActorRef first = ChildOf(parent, Probe);
        IActorRef second = ChildOf(parent, Probe);
        first.Tell(_failure, null);
        first.Tell("restarted", null);
        Probe.Expect("restarted");
        second.Tell(_failure, null);
        AwaitDeath(first);
        AwaitDeath(second);
    }

    [Fact]
    public void Restarts_beyond_the_limit_stop_the_child()
    {
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = new OneForOneStrategy(2, null, static _ => Directive.Restart) });
        IActorRef child = ChildOf(parent, Probe);
        for (int i = 0; i < 2; i++)
        {
            child.Tell(_failure, null);
            child.Tell(i, null);
            Probe.Expect(i);
        }

        child.Tell(_failure, null);
        AwaitDeath(child);
    }
}
