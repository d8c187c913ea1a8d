namespace Kamisama.TestKitSpecs;

/// <summary>In Akka.NET the test's context catches what such a handler awaits, and the next message overtakes the rest of it.</summary>
public class AwaitingHandlerSpecs : Spec
{
    [Fact]
    public async Task A_handler_that_awaits_goes_on_later_and_holds_the_mailbox_back()
    {
        var gate = new TaskCompletionSource();
        TestActorRef<Awaiter> awaiter = ActorOfAsTestActorRef<Awaiter>(Props.Create(() => new Awaiter(gate.Task)));

        awaiter.Tell("one");
        awaiter.Tell(2);
        ExpectMsg("one begins", TimeSpan.Zero);
        ExpectNoMsg(TimeSpan.Zero);
        gate.SetResult();

        await ExpectMsgAsync("one ends");
        await ExpectMsgAsync(2);
    }

    private sealed class Awaiter : ReceiveActor
    {
        public Awaiter(Task gate)
        {
            ReceiveAsync<string>(async text =>
            {
                Sender.Tell($"{text} begins");
                await gate;
                Sender.Tell($"{text} ends");
            });
            ReceiveAny(message => Sender.Tell(message));
        }
    }
}
