namespace Kamisama.Runtime.Tests;

public sealed class SchedulerFormSpecs : Spec
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Times_may_be_given_in_milliseconds()
    {
        IActorRef actor = Actor();
        System.Scheduler.ScheduleTellOnce(500, actor, "once", null);
        System.Scheduler.ScheduleTellRepeatedly(1000, 1000, actor, "often", null);
        System.Scheduler.ScheduleTellOnceCancelable(500, actor, "never", null).Cancel();
        ICancelable repeated = System.Scheduler.ScheduleTellRepeatedlyCancelable(1500, 1000, actor, "one more", null);
        Step(0.5);
        Probe.Expect("once");
        Step(0.5);
        Probe.Expect("often");
        Step(0.5);
        Probe.Expect("one more");
        repeated.Cancel();
        Step(0.5);
        Probe.Expect("often");
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Actions_run_once_or_again_and_again()
    {
        IAdvancedScheduler scheduler = System.Scheduler.Advanced;
        scheduler.ScheduleOnce(s_second, () => Probe.Add("once"));
        scheduler.ScheduleOnce(1000, () => Probe.Add("once"));
        scheduler.ScheduleRepeatedly(2 * s_second, s_second, () => Probe.Add("again"));
        scheduler.ScheduleRepeatedly(2000, 1000, () => Probe.Add("again"));
        Step(1);
        Probe.Expect("once", "once");
        Step(1);
        Probe.Expect("again", "again");
        Step(1);
        Probe.Expect("again", "again");
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
        System.Scheduler.ScheduleTellOnce(s_second, actor, "never", null, Cancelable.CreateCanceled());
        System.Scheduler.ScheduleTellOnce(s_second, actor, "sent", null);
        Step(1);
        Probe.Expect("sent");
        Settle(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_linked_cancelable_is_cancelled_with_any_of_its_parents_and_never_cancels_them()
    {
        using var first = new Cancelable(System.Scheduler);
        using var second = new Cancelable(System.Scheduler.Advanced);
        ICancelable child = Cancelable.CreateLinkedCancelable(System.Scheduler, first, second);
        ICancelable other = Cancelable.CreateLinkedCancelable(System.Scheduler, first.Token);
        Assert.False(child.IsCancellationRequested);
        second.Cancel();
        Assert.True(child.IsCancellationRequested);
        Assert.False(other.IsCancellationRequested);
        other.Cancel();
        Assert.False(first.IsCancellationRequested);
    }

    [Fact]
    public void A_cancelable_that_is_absent_or_cancelled_may_be_cancelled()
    {
        ICancelable? none = null;
        none.CancelIfNotNull();
        ICancelable cancelled = Cancelable.CreateCanceled();
        cancelled.CancelIfNotNull();
        Assert.True(cancelled.IsCancellationRequested);
        Assert.True(cancelled.Token.IsCancellationRequested);
    }

    private void Step(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));
}
