namespace Kamisama.Runtime.Tests;

public sealed class BackoffSpecs : Spec
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private readonly FormatException _planned = new("planned");

    [Fact]
    public void A_child_that_fails_is_replaced_after_delays_that_double_up_to_the_longest()
    {
        IActorRef supervisor = Supervise(Backoff.OnFailure(Child(), "child", s_second, 3 * s_second, 0, -1).WithManualReset());
        foreach (int delay in new[] { 1, 2, 3, 3 })
        {
            IActorRef child = CurrentChild(supervisor)!;
            child.Tell(_planned, null);
            AwaitDelay(supervisor);
            Time.Advance(TimeSpan.FromSeconds(delay - 0.1));
            Assert.Null(CurrentChild(supervisor));
            Time.Advance(TimeSpan.FromSeconds(0.1));
            IActorRef next = CurrentChild(supervisor)!;
            Assert.Equal(child.Path.ToString(), next.Path.ToString());
            Assert.NotEqual(child, next);
        }

        Assert.Equal(4, Restarts(supervisor));
        supervisor.Tell(BackoffSupervisor.Reset.Instance, null);
        Assert.Equal(0, Restarts(supervisor));
    }

    [Fact]
    public void The_count_goes_back_when_a_child_has_lived_long_enough()
    {
        IActorRef supervisor = Supervise(Backoff.OnFailure(Child(), "child", s_second, 9 * s_second, 0, -1).WithAutoReset(5 * s_second));
        CurrentChild(supervisor)!.Tell(_planned, null);
        AwaitDelay(supervisor);
        Time.Advance(s_second);
        Assert.NotNull(CurrentChild(supervisor));
        Assert.Equal(1, Restarts(supervisor));
        Time.Advance(5 * s_second);
        Assert.Equal(0, Restarts(supervisor));
    }

    [Fact]
    public void After_the_last_restart_the_supervisor_stops()
    {
        IActorRef supervisor = Supervise(Backoff.OnFailure(Child(), "child", s_second, s_second, 0, 1).WithManualReset());
        CurrentChild(supervisor)!.Tell(_planned, null);
        AwaitDelay(supervisor);
        Time.Advance(s_second);
        CurrentChild(supervisor)!.Tell(_planned, null);
        AwaitDeath(supervisor);
    }

    [Fact]
    public void On_failure_a_child_that_stops_by_itself_ends_its_supervisor()
    {
        IActorRef supervisor = Supervise(Backoff.OnFailure(Child(), "child", s_second, s_second, 0, -1));
        CurrentChild(supervisor)!.Tell(PoisonPill.Instance, null);
        AwaitDeath(supervisor);
    }

    [Fact]
    public void On_stop_a_child_that_stops_is_replaced_and_one_that_fails_is_restarted_at_once()
    {
        IActorRef supervisor = Supervise(Backoff.OnStop(Child(), "child", s_second, s_second, 0, -1));
        IActorRef child = CurrentChild(supervisor)!;
        child.Tell(_planned, null);
        child.Tell("restarted", null);
        Probe.Expect("restarted");
        Assert.Same(child, CurrentChild(supervisor));
        child.Tell(PoisonPill.Instance, null);
        AwaitDelay(supervisor);
        Time.Advance(s_second);
        Assert.NotNull(CurrentChild(supervisor));
        Assert.Equal(1, Restarts(supervisor));
    }

    [Fact]
    public void With_the_stopping_strategy_a_failure_is_a_stop()
    {
        IActorRef supervisor = Supervise(
            Backoff.OnStop(Child(), "child", s_second, s_second, 0, -1).WithDefaultStoppingStrategy());
        CurrentChild(supervisor)!.Tell(_planned, null);
        AwaitDelay(supervisor);
        Assert.Equal(1, Restarts(supervisor));
    }

    [Fact]
    public async Task Messages_reach_the_child_and_during_a_delay_they_are_answered_as_asked_for()
    {
        IActorRef supervisor = Supervise(
            Backoff.OnFailure(Child(), "child", s_second, s_second, 0, -1).WithReplyWhileStopped("later").WithMaxNrOfRetries(3));
        supervisor.Tell("to the child", null);
        Probe.Expect("to the child");
        CurrentChild(supervisor)!.Tell(_planned, null);
        AwaitDelay(supervisor);
        Assert.Equal("later", await supervisor.Ask<string>("question", Patience));
    }

    [Fact]
    public void Delays_that_cannot_be_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => Supervise(Backoff.OnStop(Child(), "child", TimeSpan.Zero, s_second, 0, -1)));
        Assert.ThrowsAny<ArgumentException>(() => Supervise(Backoff.OnStop(Child(), "child", 2 * s_second, s_second, 0, -1)));
        Assert.ThrowsAny<ArgumentException>(() => Supervise(Backoff.OnStop(Child(), "child", s_second, s_second, 1.5, -1)));
    }

    private ActorProps Child() => Puppet.Props(Probe);

    private IActorRef Supervise(BackoffOptions options) => System.ActorOf(BackoffSupervisor.Props(options));

    private static IActorRef? CurrentChild(IActorRef supervisor) =>
        Await(supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance), "the current child").Ref;

    private static int Restarts(IActorRef supervisor) =>
        Await(supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance), "the count of restarts").Count;

    /// <summary>The old child is gone, and the delay of the next one has begun.</summary>
    private static void AwaitDelay(IActorRef supervisor) =>
        Assert.True(SpinWait.SpinUntil(() => CurrentChild(supervisor) is null, Patience), "Awaited that the child is gone.");
}
