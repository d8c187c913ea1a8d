namespace Kamisama.Runtime.Tests;

/// <summary>Not on Akka.NET: there the suite's own scheduler would be tested, and its cells do not show what their thread holds.</summary>
public sealed class SystemEndSpecs : Spec
{
    [Fact]
    public async Task After_the_end_of_the_system_nothing_is_sent_and_repeats_end()
    {
        var time = new ManualTimeProvider();
        var system = ActorSystem.Create("short", new ActorSystemOptions { TimeProvider = time });
        system.Scheduler.ScheduleTellRepeatedly(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), Actor(), "never", null);
        await system.Terminate();
        time.Advance(5 * TimeSpan.FromSeconds(1));
        Probe.ExpectNothingMore();
        Assert.Equal(0, time.ArmedTimers);
    }

    [Fact]
    public void A_turn_leaves_no_actor_behind_on_its_thread()
    {
        Settle(Actor());
        Assert.Null(ActorCell.Current);
    }

    [Fact]
    public async Task With_the_system_its_timers_end_before_anybody_is_told_and_later_ones_never_start()
    {
        var time = new ManualTimeProvider();
        var system = ActorSystem.Create("short", new ActorSystemOptions { TimeProvider = time });
        system.Scheduler.ScheduleTellOnce(TimeSpan.FromDays(1), Actor(), "never", null);
        system.Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), () => Probe.Add("never"));
        Assert.Equal(2, time.ArmedTimers);
        int left = -1;
        Task seen = system.WhenTerminated.ContinueWith(_ => left = time.ArmedTimers, TaskScheduler.Default);
        await system.Terminate();
        await seen;
        Assert.Equal(0, left);
        system.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), Actor(), "never", null);
        Assert.Equal(0, time.ArmedTimers);
    }

    [Fact]
    public async Task A_repeat_that_comes_while_the_last_run_is_not_over_falls_out()
    {
        using var gate = new ManualResetEventSlim();
        System.Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), () =>
        {
            Probe.Add("begins");
            gate.Wait(Patience);
            Probe.Add("ends");
        });
        var slow = Task.Run(() => Time.Advance(TimeSpan.FromSeconds(1)));
        Probe.Expect("begins");
        Time.Advance(TimeSpan.FromSeconds(1));
        gate.Set();
        await slow.WaitAsync(Patience);
        Probe.Expect("ends");
        Probe.ExpectNothingMore();
        Time.Advance(TimeSpan.FromSeconds(2));
        Probe.Expect("begins", "ends");
    }

    [Fact]
    public async Task WhenTerminated_is_done_after_all_that_is_registered()
    {
        var system = ActorSystem.Create("short");
        var seen = new List<bool>();
        system.RegisterOnTermination(() => seen.Add(system.WhenTerminated.IsCompleted));
        system.RegisterOnTermination(() => seen.Add(system.WhenTerminated.IsCompleted));
        await system.Terminate();
        await system.WhenTerminated;
        Assert.Equal([false, false], seen);
    }
}
