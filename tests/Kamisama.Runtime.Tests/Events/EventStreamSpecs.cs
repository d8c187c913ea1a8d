namespace Kamisama.Runtime.Tests;

public sealed class EventStreamSpecs : Spec
{
    private interface IEvent;

    private record Base : IEvent;

    private sealed record Derived : Base;

    [Fact]
    public void A_subscription_gets_what_is_derived_from_it_once()
    {
        IActorRef actor = Actor();
        Assert.True(System.EventStream.Subscribe<Base>(actor));
        Assert.False(System.EventStream.Subscribe<Base>(actor));
        Assert.True(System.EventStream.Subscribe(actor, typeof(IEvent)));
        System.EventStream.Publish(new Derived());
        System.EventStream.Publish("not subscribed");
        System.EventStream.Publish(new Base());
        Probe.Expect(new Derived(), new Base());
        Settle(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Unsubscribing_takes_back_one_or_all()
    {
        IActorRef actor = Actor();
        System.EventStream.Subscribe<Base>(actor);
        System.EventStream.Subscribe<string>(actor);
        Assert.True(System.EventStream.Unsubscribe<Base>(actor));
        Assert.False(System.EventStream.Unsubscribe<Base>(actor));
        System.EventStream.Publish(new Base());
        System.EventStream.Publish("text");
        Probe.Expect("text");
        Assert.True(System.EventStream.Unsubscribe(actor));
        System.EventStream.Publish("text");
        Settle(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_subscriber_that_stops_or_is_dead_is_taken_out()
    {
        IActorRef actor = Actor();
        System.EventStream.Subscribe<string>(actor);
        System.Stop(actor);
        AwaitDeath(actor);
        AwaitOut();
        System.EventStream.Subscribe<string>(actor);
        AwaitOut();

        void AwaitOut() => Assert.True(
            SpinWait.SpinUntil(() => !System.EventStream.Unsubscribe<string>(actor), Patience), "Awaited that the dead subscriber is out.");
    }
}
