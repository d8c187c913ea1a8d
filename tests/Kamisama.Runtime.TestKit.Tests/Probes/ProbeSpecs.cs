namespace Kamisama.TestKitSpecs;

public class ProbeSpecs : Spec
{
    private readonly TestProbe _probe;

    public ProbeSpecs() => _probe = CreateTestProbe("probe");

    [Fact]
    public void A_probe_has_messages_of_its_own()
    {
        _probe.Ref.Tell("one");
        TestActor.Tell("two");

        _probe.ExpectMsg("one");
        ExpectMsg("two");
    }

    [Fact]
    public void A_probe_is_named() => Assert.Equal("probe", _probe.Ref.Path.Name);

    [Fact]
    public void A_probe_sends_in_its_own_name()
    {
        IActorRef echo = ActorOf<Echo>();

        _probe.Send(echo, "one");

        _probe.ExpectMsgFrom(echo, "one");
        Assert.Equal(echo, _probe.Sender);
    }

    [Fact]
    public void A_probe_replies_to_the_sender_of_the_last_message()
    {
        _probe.Ref.Tell(new Question("?"));
        _probe.ExpectMsg<Question>();

        _probe.Reply(new Answer("!"));

        ExpectMsgFrom(_probe.Ref, new Answer("!"));
    }

    [Fact]
    public void A_probe_forwards_in_the_name_of_the_last_sender()
    {
        TestProbe other = CreateTestProbe();
        _probe.Ref.Tell("one");
        _probe.ExpectMsg("one");

        _probe.Forward(other.Ref);
        _probe.Forward(other.Ref, "two");

        other.ExpectMsgFrom(TestActor, "one");
        other.ExpectMsgFrom(TestActor, "two");
    }

    [Fact]
    public void A_probe_is_a_ref()
    {
        _probe.Tell("one");
        _probe.ExpectMsg("one");
        IActorRef reporter = ActorOf(Props.Create(() => new Reporter(_probe)));
        reporter.Tell("two");
        _probe.ExpectMsg("two");
        Assert.True(_probe.Equals(_probe.Ref));
        Assert.Equal(_probe.Ref.GetHashCode(), _probe.GetHashCode());
    }

    [Fact]
    public void A_probe_can_die_and_be_watched()
    {
        Watch(_probe.Ref);

        _probe.Ref.Tell(PoisonPill.Instance);

        ExpectTerminated(_probe.Ref);
    }

    [Fact]
    public void A_probe_can_be_stopped_by_the_system()
    {
        Watch(_probe.Ref);

        Sys.Stop(_probe.Ref);

        ExpectTerminated(_probe.Ref);
    }

    [Fact]
    public void The_probe_itself_can_be_watched_and_stopped()
    {
        Watch(_probe);

        Sys.Stop(_probe);

        Assert.True(ExpectMsg<Terminated>().ActorRef.Equals(_probe.Ref));
    }

    [Fact]
    public void A_probe_subscribes_to_events()
    {
        Sys.EventStream.Subscribe(_probe.Ref, typeof(Answer));
        Sys.EventStream.Publish(new Answer("one"));
        _probe.ExpectMsg(new Answer("one"));

        Sys.EventStream.Unsubscribe(_probe.Ref, typeof(Answer));
        Sys.EventStream.Publish(new Answer("two"));
        _probe.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_probe_answers_those_who_ask()
    {
        Task<Answer> asking = _probe.Ref.Ask<Answer>(new Question("?"), Patience);
        await _probe.ExpectMsgAsync<Question>();

        _probe.Reply(new Answer("!"));

        Assert.Equal(new Answer("!"), await asking);
    }

    [Fact]
    public void A_probe_that_has_died_gets_nothing()
    {
        Watch(_probe.Ref);
        Sys.Stop(_probe.Ref);
        ExpectTerminated(_probe.Ref);

        _probe.Ref.Tell("one");

        _probe.ExpectNoMsg(Moment);
    }

    [Fact]
    public void A_probe_watches_and_ends_the_watch()
    {
        IActorRef one = ActorOf<Echo>();
        IActorRef two = ActorOf<Echo>();
        _probe.Watch(one);
        _probe.Watch(two);
        _probe.Unwatch(one);
        Watch(one);

        Sys.Stop(one);
        ExpectTerminated(one);
        Sys.Stop(two);

        _probe.ExpectTerminated(two);
    }

    [Fact]
    public async Task Watching_can_be_awaited()
    {
        IActorRef one = ActorOf<Echo>();

        Assert.Equal(one, await _probe.WatchAsync(one));
        Assert.Equal(one, await _probe.UnwatchAsync(one));
        Sys.Stop(one);

        _probe.ExpectNoMsg(Moment);
    }

    [Fact]
    public async Task A_watch_that_was_awaited_does_not_go_on_within_the_turn_of_the_test_actor()
    {
        IActorRef echo = ActorOf<Echo>();
        using var entered = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        _probe.SetAutoPilot(new DelegateAutoPilot((_, _) =>
        {
            entered.Set();
            released.Wait(Patience);
            return AutoPilot.NoAutoPilot;
        }));
        Task busy = Task.Run(() => _probe.Ref.Tell("busy", ActorRefs.NoSender));
        Assert.True(entered.Wait(Patience));

        Task watched = WatchAndReceive();
        released.Set();

        await watched;
        await busy;

        async Task WatchAndReceive()
        {
            await _probe.WatchAsync(echo).ConfigureAwait(false);
            _probe.ExpectMsg("busy");
            _probe.Ref.Tell("later", ActorRefs.NoSender);
            _probe.ExpectMsg("later");
        }
    }

    [Fact]
    public async Task A_probe_has_children()
    {
        IActorRef named = _probe.ChildActorOf<Echo>("named");
        IActorRef unnamed = await _probe.ChildActorOfAsync<Echo>();

        Assert.Equal([_probe.Ref.Path / "named", _probe.Ref.Path], [named.Path, unnamed.Path.Parent]);
    }

    [Fact]
    public void An_autopilot_that_throws_is_gone_and_the_probe_goes_on()
    {
        _probe.SetAutoPilot(new DelegateAutoPilot((_, _) => throw new NotSupportedException()));

        EventFilter.Exception<NotSupportedException>().ExpectOne(() => _probe.Tell("one"));

        _probe.Tell("two");
        _probe.ExpectMsg("two");
    }

    [Fact]
    public void Ignored_messages_are_never_seen()
    {
        _probe.IgnoreMessages(message => message is 1);
        _probe.Tell(1);
        _probe.Tell(2);
        _probe.ExpectMsg(2);

        _probe.IgnoreMessages<int>(number => number == 2);
        _probe.Tell(2);
        _probe.Tell(1);
        _probe.ExpectMsg(1);

        _probe.IgnoreMessages<int>();
        _probe.Tell(1);
        _probe.Tell("one");
        _probe.ExpectMsg("one");

        _probe.IgnoreNoMessages();
        _probe.Tell(1);
        _probe.ExpectMsg(1);
    }

    [Fact]
    public void An_autopilot_answers_until_it_hands_over()
    {
        _probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"got {message}", ActorRefs.NoSender);
            return message is "last" ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));

        _probe.Tell("one");
        _probe.Tell("last");
        _probe.Tell("none");

        ExpectMsg("got one");
        ExpectMsg("got last");
        ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(["one", "last", "none"], _probe.ReceiveN(3));
    }

    [Fact]
    public void An_autopilot_can_be_followed_by_another()
    {
        var second = new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell("second", ActorRefs.NoSender);
            return AutoPilot.KeepRunning;
        });
        _probe.SetAutoPilot(new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell("first", ActorRefs.NoSender);
            return second;
        }));

        _probe.Tell(1);
        _probe.Tell(2);
        _probe.Tell(3);

        Assert.Equal(["first", "second", "second"], ReceiveN(3));
    }

    [Fact]
    public void Many_senders_at_once_lose_nothing()
    {
        const int Each = 1000;
        Task[] senders = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                _probe.Ref.Tell(i, ActorRefs.NoSender);
            }
        }))];

        Assert.Equal(4 * Each, _probe.ReceiveN(4 * Each, Patience).Count);
        Task.WaitAll(senders);
        _probe.ExpectNoMsg(TimeSpan.Zero);
    }
}
