namespace Kamisama.Runtime.Tests;

public sealed class SchedulerFormSpecs : Spec
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Actions_run_once_or_again_and_again()
    {
        IAdvancedScheduler scheduler = System.Scheduler.Advanced;
        scheduler.ScheduleOnce(s_second, () => Probe.Add("once"));
        scheduler.ScheduleRepeatedly(2 * s_second, s_second, () => Probe.Add("again"));
        Step(1);
        Probe.Expect("once");
        Step(1);
        Probe.Expect("again");
        Step(1);
        Probe.Expect("again");
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Times_that_cannot_be_are_refused()
    {
        IActorRef actor = Actor();
        Assert.Throws<ArgumentOutOfRangeException>(() => System.Scheduler.ScheduleTellOnce(-s_second, actor, "never", null));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => System.Scheduler.ScheduleTellRepeatedly(s_second, TimeSpan.Zero, actor, "never", null));
    }

    [Fact]
    public void What_is_cancelled_before_it_is_scheduled_is_never_sent()
    {
        IActorRef actor = Actor();
        using var cancelled = new Cancelable(System.Scheduler);
        cancelled.Cancel();
        System.Scheduler.ScheduleTellOnce(s_second, actor, "never", null, cancelled);
        System.Scheduler.ScheduleTellOnce(s_second, actor, "sent", null);
        Step(1);
        Probe.Expect("sent");
        Settle(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_cancelable_that_is_absent_or_cancelled_may_be_cancelled()
    {
        ICancelable? none = null;
        none.CancelIfNotNull();
        using var cancelled = new Cancelable(System.Scheduler);
        cancelled.Cancel();
        cancelled.CancelIfNotNull();
        Assert.True(cancelled.IsCancellationRequested);
        Assert.True(cancelled.Token.IsCancellationRequested);
    }

    private void Step(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));
}
