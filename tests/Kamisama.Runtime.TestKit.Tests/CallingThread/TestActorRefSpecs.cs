namespace Kamisama.TestKitSpecs;

public class TestActorRefSpecs : Spec
{
    [Fact]
    public void A_message_has_been_handled_when_tell_returns()
    {
        TestActorRef<Echo> echo = ActorOfAsTestActorRef<Echo>();

        echo.Tell("one");

        Assert.Equal(1, echo.UnderlyingActor.Count);
        ExpectMsg("one", TimeSpan.Zero);
    }

    [Fact]
    public void The_handler_runs_on_the_senders_thread()
    {
        TestActorRef<ThreadTeller> teller = ActorOfAsTestActorRef<ThreadTeller>();

        teller.Tell("which");

        ExpectMsg(Environment.CurrentManagedThreadId, TimeSpan.Zero);
    }

    [Fact]
    public void What_an_actor_tells_itself_is_handled_after_the_message_in_hand()
    {
        TestActorRef<Countdown> countdown = ActorOfAsTestActorRef<Countdown>(Props.Create(() => new Countdown(TestActor)));

        countdown.Tell(3);

        Assert.Equal(["begin 3", "end 3", "begin 2", "end 2", "begin 1", "end 1"], ReceiveN(6, Patience));
    }

    [Fact]
    public void Another_thread_does_not_enter_while_a_message_is_handled()
    {
        TestActorRef<Entered> entered = ActorOfAsTestActorRef<Entered>();
        Task[] senders = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                entered.Tell("enter", ActorRefs.NoSender);
            }
        }))];

        Task.WaitAll(senders);

        AwaitAssert(() => Assert.Equal(2000, entered.UnderlyingActor.Count), Patience);
        Assert.Equal(0, entered.UnderlyingActor.Clashes);
    }

    [Fact]
    public void Receive_throws_what_the_actor_throws()
    {
        TestActorRef<Echo> echo = ActorOfAsTestActorRef<Echo>();
        Echo before = echo.UnderlyingActor;

        Assert.Throws<NotSupportedException>(() => echo.Receive(new NotSupportedException()));

        Assert.Same(before, echo.UnderlyingActor);
    }

    [Fact]
    public void Receive_can_name_a_sender()
    {
        TestActorRef<Echo> echo = ActorOfAsTestActorRef<Echo>();
        TestProbe probe = CreateTestProbe();

        echo.Receive("one", probe.Ref);

        probe.ExpectMsg("one");
    }

    [Fact]
    public void A_failure_is_the_supervisors_business()
    {
        TestActorRef<Echo> echo = ActorOfAsTestActorRef<Echo>();
        Echo before = echo.UnderlyingActor;

        echo.Tell(new NotSupportedException());

        AwaitAssert(() => Assert.NotSame(before, echo.UnderlyingActor), Patience);
        echo.Tell("one");
        ExpectMsg("one");
    }

    [Fact]
    public void The_actor_is_named_and_supervised_as_asked()
    {
        TestActorRef<Echo> parent = ActorOfAsTestActorRef<Echo>("parent");
        TestActorRef<Echo> child = ActorOfAsTestActorRef<Echo>(parent.Ref, "child");
        TestActorRef<Echo> other = ActorOfAsTestActorRef<Echo>(Props.Create(() => new Echo()), parent.Ref, "other");
        TestActorRef<Echo> third = ActorOfAsTestActorRef(() => new Echo(), parent.Ref, "third");
        TestActorRef<Echo> fourth = ActorOfAsTestActorRef(() => new Echo(), "fourth");

        Assert.Equal("/user/parent", parent.Path.ToStringWithoutAddress());
        Assert.Equal("/user/parent/child", child.Path.ToStringWithoutAddress());
        Assert.Equal("/user/parent/other", other.Path.ToStringWithoutAddress());
        Assert.Equal("/user/parent/third", third.Path.ToStringWithoutAddress());
        Assert.Equal("/user/fourth", fourth.Path.ToStringWithoutAddress());
    }

    [Fact]
    public void It_can_be_watched_and_stopped()
    {
        TestActorRef<Echo> echo = ActorOfAsTestActorRef<Echo>();
        Watch(echo.Ref);

        Sys.Stop(echo.Ref);

        ExpectTerminated(echo.Ref);
        Assert.Throws<IllegalActorStateException>(() => echo.UnderlyingActor);
    }

    [Fact]
    public void It_watches()
    {
        TestActorRef<Mourner> mourner = ActorOfAsTestActorRef<Mourner>(Props.Create(() => new Mourner(TestActor)));
        IActorRef one = ActorOf<Echo>();
        mourner.Watch(one);

        Sys.Stop(one);

        ExpectMsg(one);
    }

    [Fact]
    public void It_equals_its_plain_ref()
    {
        TestActorRef<Echo> echo = ActorOfAsTestActorRef<Echo>();

        Assert.True(echo == echo.Ref);
        Assert.True(echo.Ref == echo);
        Assert.False(echo != echo.Ref);
        Assert.True(echo.Equals(echo.Ref));
        Assert.False(echo == TestActor);
    }

    [Fact]
    public async Task A_question_is_answered_at_once()
    {
        TestActorRef<Echo> echo = ActorOfAsTestActorRef<Echo>();

        Assert.Equal("one", await echo.Ref.Ask<string>("one", Patience));
    }

    [Fact]
    public void Any_actor_can_be_on_the_calling_thread()
    {
        IActorRef teller = Sys.ActorOf(Props.Create(() => new ThreadTeller()).WithDispatcher(CallingThreadDispatcher.Id));
        teller.Tell("which");
        ExpectMsg<int>(Patience);
        teller.Tell("which");
        ExpectMsg(Environment.CurrentManagedThreadId, TimeSpan.Zero);
    }

    private sealed class ThreadTeller : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(Environment.CurrentManagedThreadId);
    }

    private sealed class Countdown(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            int count = (int)message;
            to.Tell($"begin {count}");
            if (count > 1)
            {
                Self.Tell(count - 1);
            }

            to.Tell($"end {count}");
        }
    }

    private sealed class Entered : UntypedActor
    {
        private int _inside;

        public int Count { get; private set; }

        public int Clashes { get; private set; }

        protected override void OnReceive(object message)
        {
            Clashes += Interlocked.Increment(ref _inside) == 1 ? 0 : 1;
            Count++;
            Interlocked.Decrement(ref _inside);
        }
    }

    private sealed class Mourner(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Terminated dead)
            {
                to.Tell(dead.ActorRef);
            }
        }
    }
}
