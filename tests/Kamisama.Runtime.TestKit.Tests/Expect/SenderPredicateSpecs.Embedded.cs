namespace Kamisama.TestKitSpecs;

/// <summary>In Akka.NET this form always throws a FormatException: its text is made beforehand, from a format that is none.</summary>
public class SenderPredicateSpecs : Spec
{
    [Fact]
    public async Task The_sender_may_be_judged_by_a_predicate()
    {
        Come("one", "two", "three");

        ExpectMsgFrom<string>(sender => sender.Equals(Sys.DeadLetters), text => text == "one");
        await ExpectMsgFromAsync<string>(sender => sender.Equals(Sys.DeadLetters), text => text == "two");
        Fails(() => ExpectMsgFrom<string>(sender => sender.Equals(TestActor), text => text == "three"));
    }
}
