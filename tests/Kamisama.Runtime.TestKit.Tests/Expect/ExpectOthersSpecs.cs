namespace Kamisama.TestKitSpecs;

public class ExpectOthersSpecs : Spec
{
    [Fact]
    public async Task No_message_may_come_for_a_time()
    {
        ExpectNoMsg(Moment);
        ExpectNoMsg(10);
        await ExpectNoMsgAsync(Moment);
        await ExpectNoMsgAsync(10);

        Come("one", "two", "three");
        Fails(() => ExpectNoMsg(Patience));
        Fails(() => ExpectNoMsg(TimeSpan.Zero));
        await FailsAsync(async () => await ExpectNoMsgAsync(Patience));
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void No_message_may_come_for_what_is_left_of_within() => Within(Patience, () =>
    {
        Come("one");
        Fails(() => ExpectNoMsg());
    });

    [Fact]
    public void The_death_of_a_watched_actor_is_expected()
    {
        IActorRef one = Sys.ActorOf(Props.Create(() => new Echo()));
        IActorRef two = Sys.ActorOf(Props.Create(() => new Echo()));
        Watch(one);
        Watch(two);

        Sys.Stop(one);
        Assert.Equal(one, ExpectTerminated(one).ActorRef);

        Sys.Stop(two);
        Fails(() => ExpectTerminated(one));
        Fails(() => ExpectTerminated(two, Moment));
    }

    [Fact]
    public async Task The_death_of_a_watched_actor_can_be_awaited()
    {
        IActorRef one = Sys.ActorOf(Props.Create(() => new Echo()));
        await WatchAsync(one);
        one.Tell(PoisonPill.Instance);

        await ExpectTerminatedAsync(one);
        await FailsAsync(async () => await ExpectTerminatedAsync(one, Moment));
    }

    [Fact]
    public async Task Any_of_several_may_come()
    {
        Come("two", "one", "four", 5);

        Assert.Equal("two", ExpectMsgAnyOf(new[] { "one", "two" }));
        Assert.Equal("one", await ExpectMsgAnyOfAsync(new[] { "one", "two" }));
        Fails(() => ExpectMsgAnyOf(new[] { "one", "two" }));
        await FailsAsync(async () => await ExpectMsgAnyOfAsync(new[] { "one", "two" }));
    }

    [Fact]
    public async Task All_of_several_must_come_in_any_order()
    {
        Come("two", "one");
        Assert.Equal(["two", "one"], ExpectMsgAllOf("one", "two"));

        Come(2, 1);
        Assert.Equal([2, 1], ExpectMsgAllOf(Patience, 1, 2));

        Come("b", "a");
        Assert.Equal(["b", "a"], await ExpectMsgAllOfAsync(new[] { "a", "b" }).ToListAsync());
        Come("b", "a");
        Assert.Equal(["b", "a"], await ExpectMsgAllOfAsync(Patience, new[] { "a", "b" }).ToListAsync());
    }

    [Fact]
    public void All_of_several_counts_equal_ones()
    {
        Come("one", "one");

        Fails(() => ExpectMsgAllOf("one", "two"));
    }

    [Fact]
    public void All_of_several_fails_when_something_else_comes_or_too_little()
    {
        Come("one", "three");
        Fails(() => ExpectMsgAllOf("one", "two"));

        Come("one", 3);
        Fails(() => ExpectMsgAllOf("one", "two"));

        Come("one");
        Fails(() => ExpectMsgAllOf(Moment, "one", "two"));
    }
}
