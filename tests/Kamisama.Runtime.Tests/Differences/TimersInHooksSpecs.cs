namespace Kamisama.Runtime.Tests;

/// <summary>
/// Here a timer that PostStop starts never runs. Akka.NET cancels the timers before PostStop, so one that is started in it stays in the
/// scheduler for ever. So does one that was started in a constructor that threw then.
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Timers_of_an_instance_whose_constructor_throws_end_with_it(int failing)
    {
        int made = 0;
        IActorRef actor = System.ActorOf(Props.Create(() => new HalfMade(++made == failing)));
        actor.Tell("fail", null);
        AwaitDeath(actor);
        Assert.Equal(0, Time.ArmedTimers);
    }

    private sealed class HalfMade : ReceiveActor, IWithTimers
    {
        public HalfMade(bool fails)
        {
            Timers.StartPeriodicTimer("late", "never", TimeSpan.FromSeconds(1));
            if (fails)
            {
                throw new FormatException("planned");
            }

            ReceiveAny(_ => throw new FormatException("planned"));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
