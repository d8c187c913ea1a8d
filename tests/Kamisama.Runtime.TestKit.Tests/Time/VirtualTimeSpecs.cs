namespace Kamisama.TestKitSpecs;

public class VirtualTimeSpecs : TestKit
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public VirtualTimeSpecs()
        : base(TestConfigs.TestSchedulerConfig)
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_message_comes_when_the_clock_is_moved_far_enough()
    {
        Scheduler.ScheduleTellOnce(s_minute, TestActor, "due", ActorRefs.NoSender);

        Scheduler.Advance(s_minute - TimeSpan.FromTicks(1));
        ExpectNoMsg(TimeSpan.Zero);
        Scheduler.Advance(TimeSpan.FromTicks(1));

        ExpectMsg("due", s_patience);
    }

    [Fact]
    public void The_clock_stands_still_until_it_is_moved()
    {
        DateTimeOffset start = Scheduler.Now;

        Scheduler.Advance(s_minute);
        Assert.Equal(start + s_minute, Scheduler.Now);
        Scheduler.AdvanceTo(start + s_minute + s_minute);
        Assert.Equal(start + s_minute + s_minute, Scheduler.Now);
        Assert.Throws<InvalidOperationException>(() => Scheduler.AdvanceTo(start));
    }

    [Fact]
    public void A_repeated_message_comes_at_every_step()
    {
        Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, s_minute, TestActor, "again", ActorRefs.NoSender);

        for (int i = 0; i < 3; i++)
        {
            Scheduler.Advance(s_minute);
            ExpectMsg("again", s_patience);
        }
    }

    [Fact]
    public void A_cancelled_message_does_not_come()
    {
        ICancelable cancelable = Scheduler.ScheduleTellOnceCancelable(s_minute, TestActor, "due", ActorRefs.NoSender);

        cancelable.Cancel();
        Scheduler.Advance(s_minute);

        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void An_action_runs_within_advance()
    {
        int runs = 0;
        Scheduler.Advanced.ScheduleOnce(s_minute, () => runs++);

        Scheduler.Advance(s_minute);

        Assert.Equal(1, runs);
    }

    [Fact]
    public void Timers_of_actors_are_virtual()
    {
        IActorRef ticker = ActorOf(Props.Create(() => new Ticker(TestActor)));
        ticker.Tell(s_minute);
        ExpectMsg("started", s_patience);

        Scheduler.Advance(s_minute);
        ExpectMsg("tick", s_patience);
        Scheduler.Advance(s_minute);
        ExpectMsg("tick", s_patience);

        ticker.Tell("cancel");
        ExpectMsg("cancelled", s_patience);
        Scheduler.Advance(s_minute);
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void Expectations_wait_on_the_real_clock()
    {
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(TimeSpan.FromMilliseconds(20)));
        Assert.ThrowsAny<XunitException>(() => Within(TimeSpan.FromMilliseconds(20), () => ExpectMsg<string>()));
    }

    [Fact]
    public void The_system_ends_although_time_stands_still() => Shutdown(s_patience, verifySystemShutdown: true);
}
