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
    public async Task After_the_end_of_the_system_nothing_is_sent_and_repeats_end()
    {
        var time = new ManualTimeProvider();
        var system = ActorSystem.Create("short", new ActorSystemOptions { TimeProvider = time });
        system.Scheduler.ScheduleTellRepeatedly(s_second, s_second, Actor(), "never", null);
        await system.Terminate();
        time.Advance(5 * s_second);
        Probe.ExpectNothingMore();
        Assert.Equal(0, time.ArmedTimers);
    }

    [Fact]
    public async Task With_the_system_its_timers_end_before_anybody_is_told_and_later_ones_never_start()
    {
        var time = new ManualTimeProvider();
        var system = ActorSystem.Create("short", new ActorSystemOptions { TimeProvider = time });
        system.Scheduler.ScheduleTellOnce(TimeSpan.FromDays(1), Actor(), "never", null);
        system.Scheduler.Advanced.ScheduleRepeatedly(s_second, s_second, () => Probe.Add("never"));
        Assert.Equal(2, time.ArmedTimers);
        int left = -1;
        Task seen = system.WhenTerminated.ContinueWith(_ => left = time.ArmedTimers, TaskScheduler.Default);
        await system.Terminate();
        await seen;
        Assert.Equal(0, left);
        system.Scheduler.ScheduleTellOnce(s_second, Actor(), "never", null);
        Assert.Equal(0, time.ArmedTimers);
    }

    [Fact]
    public void An_object_can_be_run_in_place_of_a_function()
    {
        IRunnable runnable = new Runnable(Probe);
        using var cancelable = new Cancelable(System.Scheduler);
        System.Scheduler.Advanced.ScheduleOnce(s_second, runnable);
        System.Scheduler.Advanced.ScheduleRepeatedly(2 * s_second, s_second, runnable, cancelable);
        Time.Advance(3 * s_second);
        cancelable.Cancel();
        Time.Advance(3 * s_second);
        Probe.Expect("ran", "ran", "ran");
        Probe.ExpectNothingMore();
    }

    [Fact]
    public async Task A_repeat_that_comes_while_the_last_run_is_not_over_falls_out()
    {
        using var gate = new ManualResetEventSlim();
        System.Scheduler.Advanced.ScheduleRepeatedly(s_second, s_second, () =>
        {
            Probe.Add("begins");
            gate.Wait(Patience);
            Probe.Add("ends");
        });
        var slow = Task.Run(() => Time.Advance(s_second));
        Probe.Expect("begins");
        Time.Advance(s_second);
        gate.Set();
        await slow.WaitAsync(Patience);
        Probe.Expect("ends");
        Probe.ExpectNothingMore();
        Time.Advance(2 * s_second);
        Probe.Expect("begins", "ends");
    }

    private sealed class Runnable(Probe probe) : IRunnable
    {
        public void Run() => probe.Add("ran");
    }

    [Fact]
    public void The_clocks_are_the_systems()
    {
        Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddHours(2), System.Scheduler.Now);
        Assert.Equal(TimeSpan.FromHours(2), System.Scheduler.MonotonicClock);
    }
}
