namespace Kamisama.TestKitSpecs;

public class SenderSpecs : Spec
{
    private readonly IActorRef _echo;

    public SenderSpecs() => _echo = ActorOf(Props.Create(() => new Echo()));

    [Fact]
    public void The_test_is_the_sender_of_what_it_tells()
    {
        _echo.Tell("one");

        ExpectMsgFrom(_echo, "one");
    }

    [Fact]
    public async Task The_test_is_the_sender_after_an_await_too()
    {
        await Task.Yield();
        _echo.Tell("one");
        await ExpectMsgAsync("one");
        _echo.Tell("two");
        await ExpectMsgAsync("two");
        await Task.Run(() => { });
        _echo.Tell("three");
        await ExpectMsgAsync("three");
    }

    [Fact]
    public void Probes_do_not_change_who_the_sender_is()
    {
        TestProbe probe = CreateTestProbe();
        _echo.Tell("one");

        ExpectMsg("one");
        probe.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task The_test_is_the_sender_in_what_is_tried_again()
    {
        int tries = 0;
        await AwaitAssertAsync(
            async () =>
            {
                _echo.Tell("one");
                await ExpectMsgAsync("one");
                Assert.True(++tries == 3);
            },
            Patience,
            TimeSpan.FromMilliseconds(5));
    }
}

public class NoSenderSpecs : TestKit, INoImplicitSender
{
    [Fact]
    public void Without_an_implicit_sender_nobody_is_the_sender()
    {
        TestActor.Tell("one");
        ExpectMsg<string>((_, sender) => sender.Equals(Sys.DeadLetters));
    }
}
