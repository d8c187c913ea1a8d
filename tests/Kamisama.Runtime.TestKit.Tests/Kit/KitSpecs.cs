namespace Kamisama.TestKitSpecs;

public class KitSpecs : Spec
{
    [Fact]
    public void A_test_has_a_system_of_its_own()
    {
        Assert.Equal("test", Sys.Name);
        Assert.False(Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public void Shutting_down_ends_the_system()
    {
        Shutdown(Patience, verifySystemShutdown: true);

        Assert.True(Sys.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public void Another_system_can_be_shut_down()
    {
        ActorSystem other = ActorSystem.Create("other");

        Shutdown(other, Patience, verifySystemShutdown: true);

        Assert.True(other.WhenTerminated.IsCompleted);
        Assert.False(Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public void A_system_that_does_not_end_in_time_is_an_error_on_demand()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef stuck = ActorOf(Props.Create(() => new Stuck(gate)));
        stuck.Tell("block");
        ExpectMsg("blocking");

        Assert.Throws<TimeoutException>(() => Shutdown(Moment, verifySystemShutdown: true));
        gate.Set();
    }

    [Fact]
    public void The_test_outlives_its_actors_when_the_system_ends()
    {
        ActorOf(Props.Create(() => new Reporter(TestActor)));

        Sys.Terminate();

        ExpectMsg("stopped");
    }

    [Fact]
    public void Actors_are_made_from_types_factories_and_props()
    {
        IActorRef[] echoes =
        [
            ActorOf<Echo>(), ActorOf<Echo>("a"), ActorOf(() => new Echo()), ActorOf(() => new Echo(), "b"),
            ActorOf(Props.Create(() => new Echo())), ActorOf(Props.Create(() => new Echo()), "c"),
        ];

        foreach (IActorRef echo in echoes)
        {
            echo.Tell("one");
            ExpectMsgFrom(echo, "one");
        }

        Assert.Equal(["a", "b", "c"], new[] { echoes[1], echoes[3], echoes[5] }.Select(echo => echo.Path.Name));
    }

    [Fact]
    public void Children_of_the_test_are_made()
    {
        IActorRef child = ChildActorOf(Props.Create(() => new Echo()), "child");

        Assert.Equal(TestActor.Path, child.Path.Parent);
        Assert.Equal("child", child.Path.Name);
        Assert.Equal(TestActor.Path, ChildActorOf(Props.Create(() => new Echo())).Path.Parent);
    }

    [Fact]
    public void A_latch_opens_when_it_has_been_counted_down()
    {
        TestLatch latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        Assert.Throws<TimeoutException>(() => latch.Ready(Moment));

        Task counting = Task.Run(latch.CountDown);
        latch.Ready(Patience);
        Assert.True(latch.IsOpen);
        counting.Wait();

        latch.Reset();
        Assert.False(latch.IsOpen);
        latch.Open();
        latch.Ready();
    }

    private sealed class Stuck(ManualResetEventSlim gate) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            Sender.Tell("blocking");
            gate.Wait(Patience);
        }
    }
}

public class OwnSystemSpecs : TestKit
{
    private static readonly ActorSystem s_system = ActorSystem.Create("own");

    public OwnSystemSpecs(ITestOutputHelper output)
        : base(s_system, output)
    {
    }

    [Fact]
    public void A_system_can_be_given()
    {
        Assert.Same(s_system, Sys);
        Assert.NotNull(Output);
    }
}

public class ConfiguredSpecs : TestKit
{
    public ConfiguredSpecs(ITestOutputHelper output)
        : base(TestConfigs.DefaultConfig, "configured", output)
    {
    }

    [Fact]
    public void A_configuration_and_a_name_can_be_given() => Assert.Equal("configured", Sys.Name);
}
