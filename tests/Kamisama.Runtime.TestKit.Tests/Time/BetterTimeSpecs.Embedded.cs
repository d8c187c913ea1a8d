namespace Kamisama.TestKitSpecs;

/// <summary>
/// What Akka.NET's TestScheduler does otherwise: there a cancelled action runs, a timer fires once per Advance, and restart windows and
/// the monotonic clock are real.
/// </summary>
public class BetterTimeSpecs : TestKit
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    public BetterTimeSpecs()
        : base(TestConfigs.TestSchedulerConfig)
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_cancelled_action_does_not_run()
    {
        int runs = 0;
        using var cancelable = new Cancelable(Sys.Scheduler);
        Scheduler.Advanced.ScheduleOnce(s_minute, () => runs++, cancelable);
        Scheduler.Advanced.ScheduleRepeatedly(s_minute, s_minute, () => runs++, cancelable);

        cancelable.Cancel();
        Scheduler.Advance(s_minute);

        Assert.Equal(0, runs);
    }

    [Fact]
    public void A_repeated_message_comes_once_for_each_period_of_one_advance()
    {
        Scheduler.ScheduleTellRepeatedly(s_minute, s_minute, TestActor, "again", ActorRefs.NoSender);

        Scheduler.Advance(3 * s_minute);

        Assert.Equal(["again", "again", "again"], ReceiveN(3, TimeSpan.Zero));
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void What_is_due_happens_in_the_order_of_time_and_sees_its_own_moment()
    {
        DateTimeOffset start = Scheduler.Now;
        var seen = new List<TimeSpan>();
        Scheduler.Advanced.ScheduleOnce(2 * s_minute, () => seen.Add(Scheduler.Now - start));
        Scheduler.Advanced.ScheduleOnce(s_minute, () => seen.Add(Scheduler.Now - start));

        Scheduler.Advance(5 * s_minute);

        Assert.Equal([s_minute, 2 * s_minute], seen);
    }

    [Fact]
    public void An_action_that_moves_the_clock_further_does_not_let_it_go_back()
    {
        DateTimeOffset start = Scheduler.Now;
        Scheduler.Advanced.ScheduleOnce(s_minute, () => Scheduler.Advance(10 * s_minute));

        Scheduler.Advance(2 * s_minute);

        Assert.Equal(start + (11 * s_minute), Scheduler.Now);
    }

    [Fact]
    public void An_action_may_cancel_itself_and_schedule_another_one_within_the_same_advance()
    {
        var runs = new List<string>();
        using var cancelable = new Cancelable(Sys.Scheduler);
        Scheduler.Advanced.ScheduleRepeatedly(
            s_minute,
            s_minute,
            () =>
            {
                runs.Add($"cancelled at {Scheduler.Now:mm}");
                cancelable.Cancel();
                Scheduler.Advanced.ScheduleOnce(s_minute, () => runs.Add($"again at {Scheduler.Now:mm}"));
            },
            cancelable);

        Scheduler.Advance(10 * s_minute);

        Assert.Equal(["cancelled at 01", "again at 02"], runs);
    }

    [Fact]
    public void An_action_that_throws_is_logged_and_the_others_run()
    {
        bool ran = false;
        Scheduler.Advanced.ScheduleOnce(s_minute, () => throw new NotSupportedException());
        Scheduler.Advanced.ScheduleOnce(s_minute, () => ran = true);

        EventFilter.Exception<NotSupportedException>().ExpectOne(() => Scheduler.Advance(s_minute));

        Assert.True(ran);
    }

    [Fact]
    public void The_monotonic_clock_and_the_time_provider_move_too()
    {
        TimeSpan before = Scheduler.MonotonicClock;
        Scheduler.Advance(s_minute);

        Assert.Equal(s_minute, Scheduler.MonotonicClock - before);
        Assert.Equal(Scheduler.Now, Scheduler.TimeProvider.GetUtcNow());
        Assert.Same(Sys.TimeProvider, Scheduler.TimeProvider);
    }

    [Fact]
    public void A_window_of_restarts_is_virtual()
    {
        var strategy = new OneForOneStrategy(1, s_minute, _ => Directive.Restart);
        IActorRef parent = ActorOf(Props.Create(() => new Parent(TestActor)).WithSupervisorStrategy(strategy));
        IActorRef child = ExpectMsg<IActorRef>();
        Watch(child);

        child.Tell(new NotSupportedException());
        child.Tell("again");
        ExpectMsg("stopped");
        ExpectMsg("again");
        Scheduler.Advance(2 * s_minute);
        child.Tell(new NotSupportedException());
        child.Tell("again");
        ExpectMsg("stopped");
        ExpectMsg("again");
        child.Tell(new NotSupportedException());
        ExpectMsg("stopped");
        ExpectTerminated(child);
        Sys.Stop(parent);
    }

    private sealed class Parent : UntypedActor
    {
        public Parent(IActorRef to) => to.Tell(Context.ActorOf(Props.Create(() => new Reporter(to))));

        protected override void OnReceive(object message) { }
    }
}
