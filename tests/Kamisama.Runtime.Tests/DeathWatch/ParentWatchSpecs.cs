namespace Kamisama.Runtime.Tests;

public sealed class ParentWatchSpecs : Spec
{
    [Fact]
    public void A_parent_that_watches_gets_Terminated_when_the_name_is_free()
    {
        IActorRef parent = Actor();
        for (int i = 0; i < 50; i++)
        {
            In(parent, context => context.Watch(context.ActorOf(Puppet.Props(new Probe()), "again")));
            In(parent, context => context.Stop(context.Child("again")));
            Probe.Next<Terminated>();
            Assert.Equal(ActorRefs.Nobody, In(parent, context => context.Child("again")));
        }
    }

    [Fact]
    public void HandleChildTerminated_comes_before_Terminated()
    {
        var strategy = new Reporting(Probe);
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = strategy });
        IActorRef child = ChildOf(parent, new Probe());
        In(parent, context => context.Watch(child));
        System.Stop(child);
        Probe.Expect("HandleChildTerminated");
        Probe.Next<Terminated>();
    }

    private sealed class Reporting(Probe probe) : OneForOneStrategy
    {
        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            probe.Add("HandleChildTerminated");
    }
}
