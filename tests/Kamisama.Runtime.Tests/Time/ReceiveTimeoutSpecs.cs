namespace Kamisama.Runtime.Tests;

public sealed class ReceiveTimeoutSpecs : Spec
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void It_comes_when_nothing_else_came_and_again_after_that()
    {
        IActorRef actor = Actor();
        In(actor, context => context.SetReceiveTimeout(s_second));
        Rest(actor);
        Time.Advance(s_second);
        Probe.Next<ReceiveTimeout>();
        Rest(actor);
        Time.Advance(s_second);
        Probe.Next<ReceiveTimeout>();
    }

    [Fact]
    public void Each_message_starts_it_anew_except_those_without_influence()
    {
        IActorRef actor = Actor();
        In(actor, context => context.SetReceiveTimeout(s_second));
        Rest(actor);
        Time.Advance(0.6 * s_second);
        Settle(actor);
        Rest(actor);

        // The timer of the first second fires, and finds that 0.6 s are left.
        Time.Advance(0.4 * s_second);
        Rest(actor);
        Time.Advance(0.2 * s_second);
        actor.Tell(new Quiet(), null);
        Probe.Next<Quiet>();
        Probe.ExpectNothingMore();
        Time.Advance(0.4 * s_second);
        Probe.Next<ReceiveTimeout>();
    }

    [Fact]
    public void Null_ends_it_and_so_does_a_stop()
    {
        IActorRef actor = Actor();
        In(actor, context => context.SetReceiveTimeout(s_second));
        Assert.Equal(s_second, In(actor, context => context.ReceiveTimeout));
        In(actor, context => context.SetReceiveTimeout(null));
        Settle(actor);
        Assert.Equal(0, Time.ArmedTimers);
        In(actor, context => context.SetReceiveTimeout(s_second));
        System.Stop(actor);
        AwaitDeath(actor);
        Assert.Equal(0, Time.ArmedTimers);
    }

    [Fact]
    public void It_goes_on_after_a_failure_and_over_a_restart()
    {
        IActorRef actor = Actor();
        In(actor, context => context.SetReceiveTimeout(s_second));
        actor.Tell(new FormatException("planned"), null);
        Rest(actor);
        Time.Advance(s_second);
        Probe.Next<ReceiveTimeout>();
    }

    /// <summary>All before is done with, the starting of the timeout too; the question itself does not count as a message.</summary>
    private static void Rest(IActorRef actor) => Await(actor.Ask<ActorIdentity>(new Identify(0)), $"{actor} to answer");

    private sealed record Quiet : INotInfluenceReceiveTimeout;
}
