namespace Kamisama.Runtime.Tests;

public sealed class SmokeTests
{
    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(m => Sender.Tell(m));
    }

    [Fact]
    public async Task Actor_answers_a_question()
    {
        using var system = ActorSystem.Create("test");
        IActorRef echo = system.ActorOf(Props.Create(() => new Echo()), "echo");
        Assert.Equal("hello", await echo.Ask<string>("hello", TimeSpan.FromSeconds(20)));
        Assert.True(await echo.GracefulStop(TimeSpan.FromSeconds(20)));
        await system.Terminate();
    }
}
