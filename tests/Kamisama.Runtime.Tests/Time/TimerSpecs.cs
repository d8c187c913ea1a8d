namespace Kamisama.Runtime.Tests;

public sealed class TimerSpecs : Spec
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_single_timer_fires_once_at_its_time()
    {
        IActorRef actor = Actor();
        With(actor, timers => timers.StartSingleTimer("key", "tick", s_second));
        Time.Advance(s_second - TimeSpan.FromTicks(1));
        Settle(actor);
        Probe.ExpectNothingMore();
        Assert.True(With(actor, timers => timers.IsTimerActive("key")));
        Time.Advance(TimeSpan.FromTicks(1));
        Probe.Expect("tick");
        Assert.False(With(actor, timers => timers.IsTimerActive("key")));
        Assert.Equal(0, Time.ArmedTimers);
    }

    [Fact]
    public void A_periodic_timer_fires_until_cancelled()
    {
        IActorRef actor = Actor();
        With(actor, timers => timers.StartPeriodicTimer("key", "tick", TimeSpan.Zero, s_second));
        Time.Advance(TimeSpan.Zero);
        Probe.Expect("tick");
        Time.Advance(3 * s_second);
        Probe.Expect("tick", "tick", "tick");
        With(actor, timers => timers.Cancel("key"));
        Time.Advance(3 * s_second);
        Settle(actor);
        Probe.ExpectNothingMore();
        Assert.Equal(0, Time.ArmedTimers);
    }

    [Fact]
    public void A_queued_tick_is_dropped_when_its_timer_was_cancelled_or_started_anew()
    {
        IActorRef actor = Actor();
        With(actor, timers =>
        {
            timers.StartSingleTimer("cancelled", "stale 1", s_second);
            timers.StartSingleTimer("replaced", "stale 2", s_second);
        });
        With(actor, timers =>
        {
            // In the turn, so both ticks are queued behind it.
            Time.Advance(s_second);
            timers.Cancel("cancelled");
            timers.StartSingleTimer("replaced", "fresh", s_second);
        });
        Settle(actor);
        Probe.ExpectNothingMore();
        Time.Advance(s_second);
        Probe.Expect("fresh");
    }

    [Fact]
    public void A_restart_cancels_the_timers_and_drops_queued_ticks()
    {
        IActorRef actor = Actor();
        With(actor, timers =>
        {
            timers.StartSingleTimer("a", "stale", s_second);
            timers.StartPeriodicTimer("b", "stale", 2 * s_second);
        });
        actor.Tell((Action<Puppet>)(_ =>
        {
            Time.Advance(s_second);
            throw new FormatException("planned");
        }), null);
        Settle(actor);
        Assert.Equal(0, Time.ArmedTimers);
        Assert.Empty(With(actor, timers => timers.ActiveTimers));
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_stop_cancels_the_timers()
    {
        IActorRef actor = Actor();
        With(actor, timers =>
        {
            timers.StartSingleTimer("a", "never", s_second);
            timers.StartPeriodicTimer("b", "never", s_second);
        });
        System.Stop(actor);
        AwaitDeath(actor);
        Assert.Equal(0, Time.ArmedTimers);
    }

    [Fact]
    public void A_timer_may_bring_a_poison_pill()
    {
        IActorRef actor = Actor();
        With(actor, timers => timers.StartSingleTimer("key", PoisonPill.Instance, s_second));
        Time.Advance(s_second);
        AwaitDeath(actor);
    }

    [Fact]
    public void Times_longer_than_a_system_timer_can_take_are_kept()
    {
        IActorRef actor = Actor();
        TimeSpan year = TimeSpan.FromDays(365);
        With(actor, timers =>
        {
            timers.StartSingleTimer("once", "once", year);
            timers.StartPeriodicTimer("often", "often", 2 * year);
        });
        Time.Advance(year - TimeSpan.FromTicks(1));
        Settle(actor);
        Probe.ExpectNothingMore();
        Time.Advance(TimeSpan.FromTicks(1));
        Probe.Expect("once");
        Time.Advance(3 * year);
        Probe.Expect("often", "often");
        using var real = ActorSystem.Create("real");
        real.Scheduler.ScheduleTellOnceCancelable(year, actor, "never", null).Cancel();
    }

    [Fact]
    public void An_idle_system_has_no_timer()
    {
        IActorRef actor = Actor();
        Settle(actor);
        Assert.Equal(0, Time.ArmedTimers);
    }

    private static void With(IActorRef actor, Action<ITimerScheduler> act) => With(actor, timers =>
    {
        act(timers);
        return true;
    });

    private static T With<T>(IActorRef actor, Func<ITimerScheduler, T> act)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Tell((Action<Puppet>)(puppet => done.SetResult(act(puppet.Timers))), null);
        return Await(done.Task, $"{actor} to use its timers");
    }
}
