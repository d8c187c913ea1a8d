namespace Kamisama.Runtime.Tests;

public sealed class WatchRaceSpecs : Spec
{
    [Fact]
    public void Watchers_that_race_the_death_are_each_told_once()
    {
        const int Watchers = 8;
        for (int round = 0; round < 50; round++)
        {
            IActorRef subject = System.ActorOf(Puppet.Props(new Probe()));
            var watchers = new IActorRef[Watchers];
            for (int i = 0; i < Watchers; i++)
            {
                watchers[i] = Actor();
                watchers[i].Tell(new Do(context => context.Watch(subject)), null);
                if (i == Watchers / 2)
                {
                    System.Stop(subject);
                }
            }

            for (int i = 0; i < Watchers; i++)
            {
                Probe.Next<Terminated>($"Terminated {i} of {Watchers} in round {round}");
            }

            Array.ForEach(watchers, Settle);
            Probe.ExpectNothingMore();
        }
    }
}
