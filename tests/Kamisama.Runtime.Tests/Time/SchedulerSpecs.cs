namespace Kamisama.Runtime.Tests;

public sealed class SchedulerSpecs : Spec
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Tells_once_and_repeatedly_in_order_of_time()
    {
        IActorRef actor = Actor();
        System.Scheduler.ScheduleTellOnce(2.5 * s_second, actor, "once", null);
        System.Scheduler.ScheduleTellRepeatedly(s_second, s_second, actor, "often", null);
        Time.Advance(3 * s_second);
        Probe.Expect("often", "often", "once", "often");
    }

    [Fact]
    public void A_cancelled_message_is_not_sent_and_leaves_no_timer()
    {
        IActorRef actor = Actor();
        ICancelable once = System.Scheduler.ScheduleTellOnceCancelable(s_second, actor, "never", null);
        ICancelable often = System.Scheduler.ScheduleTellRepeatedlyCancelable(s_second, s_second, actor, "twice", null);
        once.Cancel();
        Time.Advance(2 * s_second);
        often.Cancel();
        Time.Advance(2 * s_second);
        Settle(actor);
        Probe.Expect("twice", "twice");
        Probe.ExpectNothingMore();
        Assert.Equal(0, Time.ArmedTimers);
    }

    [Fact]
    public void A_cancelable_cancels_itself_on_the_systems_clock()
    {
        IActorRef actor = Actor();
        using var cancelable = new Cancelable(System.Scheduler, 1.5 * s_second);
        System.Scheduler.ScheduleTellRepeatedly(s_second, s_second, actor, "tick", null, cancelable);
        Time.Advance(5 * s_second);
        Settle(actor);
        Probe.Expect("tick");
        Probe.ExpectNothingMore();
        Assert.True(cancelable.IsCancellationRequested);
        Assert.Equal(0, Time.ArmedTimers);
    }

    [Fact]
    public void Actions_run_and_their_exceptions_end_nothing()
    {
        System.Scheduler.Advanced.ScheduleRepeatedly(s_second, s_second, () =>
        {
            Probe.Add("ran");
            throw new FormatException("planned");
        });
        Time.Advance(2 * s_second);
        Probe.Expect("ran", "ran");
    }

    [Fact]
    public void The_clocks_are_the_systems()
    {
        Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddHours(2), System.Scheduler.Now);
        Assert.Equal(TimeSpan.FromHours(2), System.Scheduler.MonotonicClock);
    }

    [Fact]
    public async Task An_interval_below_a_millisecond_repeats_too()
    {
        using ActorSystem system = TestSystems.CreateReal("fast");
        IActorRef actor = system.ActorOf(Puppet.Props(Probe));
        system.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.FromMicroseconds(100), actor, "often", null);
        Probe.Expect("often", "often", "often");
        await system.Terminate();
    }
}
