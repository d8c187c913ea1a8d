namespace Kamisama.Runtime.Tests;

/// <summary>
/// Here a message that races the end of its receiver is delivered or becomes a dead letter. On Akka.NET a few can be neither: seen in
/// one of two runs of this test.
/// </summary>
public sealed class ClosingMailboxSpecs : Spec
{
    [Fact]
    public void Producers_that_race_a_closing_mailbox_lose_nothing_and_double_nothing()
    {
        const int Producers = 3;
        const int Each = 2_000;
        for (int round = 0; round < 10; round++)
        {
            var seen = new Probe();
            IActorRef listener = System.ActorOf(Puppet.Props(seen));
            System.EventStream.Subscribe<DeadLetter>(listener);
            IActorRef actor = System.ActorOf(Puppet.Props(seen));
            using var start = new Barrier(Producers + 1);
            var threads = new Thread[Producers];
            for (int p = 0; p < Producers; p++)
            {
                int producer = p;
                threads[p] = new Thread(() =>
                {
                    start.SignalAndWait();
                    for (int i = 0; i < Each; i++)
                    {
                        actor.Tell((producer, i), null);
                    }
                });
                threads[p].Start();
            }

            start.SignalAndWait();
            System.Stop(actor);
            Array.ForEach(threads, thread => thread.Join());
            AwaitDeath(actor);

            var numbers = new HashSet<object>();
            for (int i = 0; i < Producers * Each; i++)
            {
                object got = seen.Next<object>($"message {i} of {Producers * Each}, delivered or as a dead letter");
                Assert.True(numbers.Add(got is DeadLetter letter ? letter.Message : got), $"{got} came twice");
            }

            Settle(listener);
            seen.ExpectNothingMore();
            System.EventStream.Unsubscribe(listener);
        }
    }
}
