namespace Kamisama.Runtime.Tests;

/// <summary>
/// Here a timer that PostStop starts never runs. Akka.NET cancels the timers before PostStop, so one that is started in it stays in the
/// scheduler for ever.
/// </summary>
public sealed class TimersInHooksSpecs : Spec
{
    [Fact]
    public void A_stop_cancels_the_timers_also_those_started_in_its_hooks()
    {
        Puppet? puppet = null;
        IActorRef actor = Actor(new Strings
        {
            Hooks = false,
            PostStop = _ => puppet!.Timers.StartPeriodicTimer("late", "never", TimeSpan.FromSeconds(1)),
        });
        actor.Tell((Action<Puppet>)(self => puppet = self), null);
        System.Stop(actor);
        AwaitDeath(actor);
        Assert.Equal(0, Time.ArmedTimers);
    }
}
