namespace Kamisama.TestKitSpecs;

/// <summary>The texts are this kit's own.</summary>
public class FailureTextSpecs : Spec
{
    [Fact]
    public void Nothing_came_says_what_was_awaited_and_for_how_long()
    {
        string text = Fails(() => ExpectMsg<Answer>(Moment, "after the question"));

        Assert.StartsWith("Awaited a message of type Answer (hint: after the question) for 0.05 s, but no message came.", text, StringComparison.Ordinal);
        Assert.Contains("No message has ever come.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_message_is_shown_with_its_type_sender_and_time()
    {
        TestActor.Tell("no answer", TestActor);

        string text = Fails(() => ExpectMsg<Answer>());

        Assert.Matches(@"^Awaited a message of type Answer, but after 0(\.\d+)? s came ""no answer"" \(String\) from \[kamisama://test/system/testActor\d+#\d+\]\.", text);
    }

    [Fact]
    public void An_unequal_message_is_shown_beside_the_expected_one()
    {
        Come(new Answer("no"));

        string text = Fails(() => ExpectMsg(new Answer("yes")));

        Assert.StartsWith("Awaited Answer { Text = yes } (Answer), but after", text, StringComparison.Ordinal);
        Assert.Contains("came Answer { Text = no } (Answer) from", text, StringComparison.Ordinal);
        Assert.Contains("they are not equal", text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_came_is_listed_with_its_time_and_fate()
    {
        IgnoreMessages<int>();
        Come("first", 2, "third", "fourth");
        ExpectMsg("first");

        string[] lines = Fails(() => ExpectMsg("second")).Split('\n');

        Assert.Equal("All that came, with times from the start of the wait:", lines[1]);
        Assert.Matches(@"^  +-\d\.\d{3} s  taken    ""first"" \(String\) from ", lines[2]);
        Assert.Matches(@"^  +-\d\.\d{3} s  ignored  2 \(Int32\) from ", lines[3]);
        Assert.Matches(@"^  +-\d\.\d{3} s  taken    ""third"" \(String\) from ", lines[4]);
        Assert.Matches(@"^  +-\d\.\d{3} s  waiting  ""fourth"" \(String\) from ", lines[5]);
    }

    [Fact]
    public void A_long_list_is_cut_at_its_beginning()
    {
        Come([.. Enumerable.Range(0, 100).Cast<object>()]);
        ReceiveN(100);

        string text = Fails(() => ExpectMsg<string>(Moment));

        Assert.Contains("... 36 messages before these", text, StringComparison.Ordinal);
        Assert.Contains(" 99 (Int32)", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" 35 (Int32)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_can_not_be_printed_does_not_hide_the_failure()
    {
        Come(new Unprintable());

        Assert.Contains("came a Unprintable whose ToString threw NotSupportedException", Fails(() => ExpectMsg<string>()), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_unexpected_messages_are_listed()
    {
        Come("one", "three");

        string text = Fails(() => ExpectMsgAllOf("one", "two"));

        Assert.StartsWith(
            "Awaited all of [\"one\" (String), \"two\" (String)], but [\"two\" (String)] did not come. Unexpected: [\"three\" (String)].",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_messages_are_counted()
    {
        Come("one");

        Assert.StartsWith("Awaited 3 messages for 0.05 s, but only 1 of 3 came.", Fails(() => ReceiveN(3, Moment)), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_died_instead_is_told()
    {
        IActorRef one = ActorOf<Echo>("one");
        IActorRef two = ActorOf<Echo>("two");
        Watch(two);
        Sys.Stop(two);

        string text = Fails(() => ExpectTerminated(one));

        Assert.Matches(@"^Awaited the Terminated of \[kamisama://test/user/one#\d+\], but after .*user/two.*: somebody else died\.", text);
    }

    [Fact]
    public void A_wrong_sender_is_told()
    {
        TestProbe probe = CreateTestProbe("probe");
        Come("one");

        Assert.Contains("it is not from [kamisama://test/system/probe#", Fails(() => ExpectMsgFrom<string>(probe.Ref)), StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_tell_how_long_they_took()
    {
        Assert.Matches("^The block \\(hint: slow\\) took 0(\\.\\d+)? s, but should have taken at least 0.05 s\\.", Fails(() => Within(Moment, Patience, () => { }, "slow")));
        Assert.StartsWith("Awaited a condition (hint: why) for 0.05 s, but it did not come to hold.", Fails(() => AwaitCondition(() => false, Moment, "why")), StringComparison.Ordinal);
        Assert.StartsWith("Awaited a message of type Int32 that the predicate accepts (hint: four) for 0.05 s; 0 others came.", Fails(() => FishForMessage<int>(_ => false, Moment, "four")), StringComparison.Ordinal);
    }

    private sealed class Unprintable
    {
        public override string ToString() => throw new NotSupportedException();
    }
}
