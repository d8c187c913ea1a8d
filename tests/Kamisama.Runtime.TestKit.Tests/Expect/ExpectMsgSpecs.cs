namespace Kamisama.TestKitSpecs;

public class ExpectMsgSpecs : Spec
{
    [Fact]
    public void A_type_takes_the_next_message_of_it()
    {
        Come("one", 2);

        Assert.Equal("one", ExpectMsg<string>());
        Assert.Equal(2, ExpectMsg<int>(Patience));
    }

    [Fact]
    public void A_type_is_met_by_a_subclass()
    {
        Come(new ArgumentNullException("name"));

        ExpectMsg<ArgumentException>();
    }

    [Fact]
    public void A_message_that_comes_later_is_waited_for()
    {
        Task coming = ComeLater("late");

        ExpectMsg("late");
        coming.Wait();
    }

    [Fact]
    public void Another_type_fails_and_is_taken()
    {
        Come("one", 2);

        Fails(() => ExpectMsg<int>());
        ExpectMsg(2);
    }

    [Fact]
    public void No_message_fails_when_the_time_is_up() => Fails(() => ExpectMsg<string>(Moment));

    [Fact]
    public void A_value_must_be_equal()
    {
        Come(new Answer("yes"), new Answer("no"));

        ExpectMsg(new Answer("yes"));
        Fails(() => ExpectMsg(new Answer("yes"), Patience, "the second"));
    }

    [Fact]
    public void Collections_are_compared_element_by_element()
    {
        Come(new List<string> { "a", "b" }, new List<string> { "a", "c" });

        ExpectMsg(new List<string> { "a", "b" });
        Fails(() => ExpectMsg(new List<string> { "a", "b" }));
    }

    [Fact]
    public void A_predicate_must_accept()
    {
        Come("one", "two");

        Assert.Equal("one", ExpectMsg<string>(text => text.StartsWith('o')));
        Fails(() => ExpectMsg<string>(text => text.StartsWith('o'), Patience, "begins with o"));
    }

    [Fact]
    public void A_predicate_sees_the_sender_too()
    {
        TestActor.Tell("one", TestActor);
        TestActor.Tell("two", ActorRefs.NoSender);

        ExpectMsg<string>((text, sender) => text == "one" && sender.Equals(TestActor));
        Fails(() => ExpectMsg<string>((_, sender) => sender.Equals(TestActor)));
    }

    [Fact]
    public void An_assertion_must_pass_and_its_own_failure_comes_out()
    {
        Come("one", "two");

        ExpectMsg<string>(text => Assert.Equal("one", text));
        Assert.Contains("one", Fails(() => ExpectMsg<string>(text => Assert.Equal("one", text))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_assertion_sees_the_sender_too()
    {
        TestActor.Tell("one", TestActor);

        ExpectMsg<string>((text, sender) =>
        {
            Assert.Equal("one", text);
            Assert.Equal(TestActor, sender);
        });
    }

    [Fact]
    public void A_comparer_says_what_is_equal()
    {
        Come("ONE", "two");

        ExpectMsg("one", (expected, actual) => string.Equals(expected, actual, StringComparison.OrdinalIgnoreCase));
        Fails(() => ExpectMsg("one", (expected, actual) => string.Equals(expected, actual, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task All_forms_can_be_awaited()
    {
        Come("1", "2", "3", "4", "5", "6", "7");

        await ExpectMsgAsync<string>();
        await ExpectMsgAsync("2");
        await ExpectMsgAsync<string>(text => text == "3");
        await ExpectMsgAsync<string>((text, _) => text == "4");
        await ExpectMsgAsync<string>(text => Assert.Equal("5", text));
        await ExpectMsgAsync<string>((text, _) => Assert.Equal("6", text));
        Assert.Equal("7", await ExpectMsgAsync("7", (expected, actual) => expected == actual));
    }

    [Fact]
    public async Task An_awaited_form_waits_and_fails_too()
    {
        ValueTask<string> awaited = ExpectMsgAsync<string>(Patience);
        await ComeLater("late");
        Assert.Equal("late", await awaited);

        await FailsAsync(async () => await ExpectMsgAsync<string>(Moment));
        Come(1);
        await FailsAsync(async () => await ExpectMsgAsync<string>());
    }

    [Fact]
    public async Task A_token_ends_the_wait()
    {
        using var source = new CancellationTokenSource();
        Task<string> awaited = ExpectMsgAsync<string>(Patience, cancellationToken: source.Token).AsTask();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => awaited);
    }
}
