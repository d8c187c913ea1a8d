namespace Kamisama.Runtime.Tests;

public sealed class ActorRefSpecs : Spec
{
    [Fact]
    public async Task Refs_are_equal_by_actor_and_sort_by_path()
    {
        IActorRef a = Actor(name: "a");
        IActorRef b = Actor(name: "b");
        Assert.True(a.Equals(await System.ActorSelection("/user/a").ResolveOne(Patience)));
        Assert.False(a.Equals(b));
        Assert.True(a.CompareTo(b) < 0 && b.CompareTo(a) > 0 && a.CompareTo(a) == 0);
        Assert.Equal([a, b], new[] { b, a }.Order());
    }

    [Fact]
    public void Two_bearers_of_a_name_one_after_the_other_are_not_equal()
    {
        IActorRef parent = Actor();
        IActorRef first = ChildOf(parent, Probe, name: "same");
        In(parent, context => context.Watch(first));
        System.Stop(first);
        Probe.Next<Terminated>();
        IActorRef second = ChildOf(parent, Probe, name: "same");
        Assert.False(first.Equals(second));
        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
    }

    [Fact]
    public void Nobody_swallows()
    {
        IActorRef actor = Actor();
        ActorRefs.Nobody.Tell("lost");
        Assert.True(ActorRefs.Nobody.IsNobody());
        Assert.True(ActorRefs.NoSender!.IsNobody());
        Assert.False(actor.IsNobody());
        Settle(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Messages_of_the_runtime_are_equal_by_value()
    {
        IActorRef actor = Actor();
        Assert.Equal(new Identify("a"), new Identify("a"));
        Assert.NotEqual(new Identify("a"), new Identify("b"));
        Assert.Equal(new ActorIdentity("a", actor), new ActorIdentity("a", actor));
        Assert.NotEqual(new ActorIdentity("a", actor), new ActorIdentity("a", null));
        Assert.Equal(new Terminated(actor, true, false), new Terminated(actor, true, false));
        Assert.NotEqual(new Terminated(actor, true, false), new Terminated(actor, false, false));
    }
}
