using System.Collections;

namespace Kamisama.TestKitSpecs;

public class ReceiveSpecs : Spec
{
    [Fact]
    public async Task One_is_the_next_message_or_null()
    {
        Come("one", "two");

        Assert.Equal("one", ReceiveOne(Patience));
        Assert.Equal("two", await ReceiveOneAsync(Patience));
        Assert.Null(ReceiveOne(TimeSpan.Zero));
        Assert.Null(ReceiveOne(Moment));
        Assert.Null(await ReceiveOneAsync(Moment));
    }

    [Fact]
    public async Task One_is_tried_with_its_sender()
    {
        TestActor.Tell("one", TestActor);
        TestActor.Tell("two", TestActor);

        Assert.True(TryReceiveOne(out MessageEnvelope one, Patience));
        Assert.Equal("one", one.Message);
        Assert.Equal(TestActor, one.Sender);

        (bool success, MessageEnvelope two) = await TryReceiveOneAsync(Patience);
        Assert.True(success);
        Assert.Equal("two", two.Message);

        Assert.False(TryReceiveOne(out MessageEnvelope none, Moment));
        Assert.Throws<IllegalActorStateException>(() => none.Message);
    }

    [Fact]
    public async Task A_peek_leaves_the_message()
    {
        Come("one");

        Assert.Equal("one", PeekOne(Patience));
        Assert.Equal("one", await PeekOneAsync(Patience));
        Assert.True(HasMessages);
        ExpectMsg("one");
        Assert.False(HasMessages);
        Assert.Null(PeekOne(Moment));
    }

    [Fact]
    public async Task Several_are_taken_in_order()
    {
        Come(1, "two", 3, 4, 5, 6);

        Assert.Equal([1, "two"], ReceiveN(2));
        Assert.Equal([3], ReceiveN(1, Patience));
        Assert.Equal([4], await ReceiveNAsync(1).ToListAsync());
        Assert.Equal([5, 6], await ReceiveNAsync(2, Patience).ToListAsync());
    }

    [Fact]
    public async Task Too_few_of_several_fail()
    {
        Come(1);
        Fails(() => ReceiveN(2, Moment));

        Come(1);
        await FailsAsync(async () => await ReceiveNAsync(2, Moment).ToListAsync());
    }

    [Fact]
    public async Task Several_come_one_by_one_so_that_a_test_can_answer_in_between()
    {
        Come(1);
        var seen = new List<object>();
        await foreach (object message in ReceiveNAsync(3, Patience))
        {
            seen.Add(message);
            Come((int)message + 1);
        }

        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public void While_a_filter_makes_something_messages_are_taken()
    {
        Come("a", "b", 3, "c");

        Assert.Equal(["a", "b"], ReceiveWhile<string>(Patience, message => message as string));
        ExpectMsg(3);
        Assert.Equal(["c"], ReceiveWhile<string>(Patience, Moment, message => message as string));
        Assert.Empty(ReceiveWhile<string>(message => message as string, Moment));
    }

    [Fact]
    public void While_takes_no_more_than_asked_for()
    {
        Come("a", "b", "c");

        Assert.Equal(["a", "b"], ReceiveWhile<string>(Patience, message => message as string, 2));
        ExpectMsg("c");
    }

    [Fact]
    public void While_a_predicate_accepts_messages_of_a_type_are_taken()
    {
        Come(1, "dropped", 2, 9, 1, "stays");

        Assert.Equal([1, 2], ReceiveWhile<int>(number => number < 5, Patience));
        ExpectMsg(9);
        Assert.Equal([1], ReceiveWhile<int>(number => number < 5, Patience, shouldIgnoreOtherMessageTypes: false));
        ExpectMsg("stays");
    }

    [Fact]
    public async Task While_can_be_awaited()
    {
        Come("a", "b", 1, 2, "c");

        Assert.Equal(["a", "b"], await ReceiveWhileAsync<string>(Patience, message => message as string).ToListAsync());
        Assert.Equal([1, 2], await ReceiveWhileAsync<int>(number => number < 5, Patience, msgs: 2).ToListAsync());
        Assert.Equal(["c"], await ReceiveWhileAsync<string>(Patience, Moment, message => message as string).ToListAsync());
    }

    [Fact]
    public async Task Fishing_drops_what_does_not_fit()
    {
        Come(1, "one", "two", 3, 4);

        Assert.Equal("two", FishForMessage(message => message is "two"));
        Assert.Equal(4, FishForMessage<int>(number => number == 4, Patience));
        Fails(() => FishForMessage<int>(number => number == 4, Moment, "four"));

        Come(1, 2);
        Assert.Equal(2, await FishForMessageAsync<int>(number => number == 2));
        Come(1, 2);
        Assert.Equal(2, await FishForMessageAsync(message => message is 2));
        await FailsAsync(async () => await FishForMessageAsync<int>(number => number == 2, Moment));
    }

    [Fact]
    public async Task Fishing_can_keep_what_does_not_fit()
    {
        var others = new ArrayList { "cleared" };
        Come(1, "one", 2, 1, 2);

        Assert.Equal(2, FishForMessage<int>(number => number == 2, others));
        Assert.Equal(new object[] { 1, "one" }, others.ToArray());
        await FishForMessageAsync<int>(number => number == 2, others);
        Assert.Equal(new object[] { 1 }, others.ToArray());
    }

    [Fact]
    public async Task Fishing_until_a_type_fails_when_it_comes()
    {
        Come(1, 2);
        await FishUntilMessageAsync<string>(Moment);

        Come(1, "two");
        await FailsAsync(() => FishUntilMessageAsync<string>(Patience));
    }

    [Fact]
    public void The_last_message_and_sender_are_those_taken_last()
    {
        Assert.Throws<IllegalActorStateException>(() => LastMessage);
        TestActor.Tell("one", TestActor);
        ExpectMsg<string>();

        Assert.Equal("one", LastMessage);
        Assert.Equal(TestActor, LastSender);

        ReceiveOne(TimeSpan.Zero);
        Assert.Throws<IllegalActorStateException>(() => LastSender);
    }

    [Fact]
    public void A_message_without_a_sender_is_from_the_dead_letters()
    {
        Come("one");
        ExpectMsg<string>();

        Assert.Equal(Sys.DeadLetters, LastSender);
    }
}
