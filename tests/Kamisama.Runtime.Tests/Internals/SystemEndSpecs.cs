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
}
