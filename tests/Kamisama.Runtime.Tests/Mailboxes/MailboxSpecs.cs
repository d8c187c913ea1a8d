namespace Kamisama.Runtime.Tests;

public sealed class MailboxSpecs : Spec
{
    [Fact]
    public void Messages_of_one_sender_keep_their_order_while_others_send_too()
    {
        const int Senders = 4;
        const int Each = 5_000;
        IActorRef actor = Actor();
        var threads = new Thread[Senders];
        for (int s = 0; s < Senders; s++)
        {
            int sender = s;
            threads[s] = new Thread(() =>
            {
                for (int i = 0; i < Each; i++)
                {
                    actor.Tell((sender, i), null);
                }
            });
            threads[s].Start();
        }

        var next = new int[Senders];
        for (int i = 0; i < Senders * Each; i++)
        {
            (int sender, int number) = Probe.Next<(int, int)>();
            Assert.Equal(next[sender]++, number);
        }

        Array.ForEach(threads, thread => thread.Join());
        Settle(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Null_is_refused() => Assert.Throws<InvalidMessageException>(() => Actor().Tell(null!, null));

    [Fact]
    public void System_messages_overtake_user_messages_that_wait()
    {
        var letters = new Probe();
        IActorRef listener = System.ActorOf(Puppet.Props(letters));
        System.EventStream.Subscribe<DeadLetter>(listener);
        IActorRef actor = Actor(new Strings());
        Probe.Expect("Constructor", "PreStart");

        In(actor, context =>
        {
            context.Self.Tell("behind the stop");
            context.Stop(context.Self);
        });

        Probe.Expect("PostStop");
        Assert.Equal("behind the stop", letters.Next<DeadLetter>().Message);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void System_messages_are_looked_at_after_each_user_message()
    {
        IActorRef actor = Actor();
        In(actor, context =>
        {
            IActorRef self = context.Self;
            self.Tell("first");
            self.Tell(new Do(inner => inner.Stop(inner.Self)));
            for (int i = 0; i < 10; i++)
            {
                self.Tell("too late");
            }
        });
        AwaitDeath(actor);

        Assert.Equal(["first"], Probe.All);
    }

    [Fact]
    public void A_turn_ends_after_thirty_messages_so_that_others_come_to_theirs()
    {
        // The local value lives as long as the work item on the thread pool, which is the turn.
        var turn = new AsyncLocal<string?>();
        IActorRef actor = Actor();
        Settle(actor);
        actor.Tell(new Do(context =>
        {
            turn.Value = "first";
            for (int i = 0; i < 100; i++)
            {
                context.Self.Tell(new Do(_ => Probe.Add(turn.Value ?? "later")));
            }
        }), null);

        int inFirst = 0;
        for (int i = 0; i < 100; i++)
        {
            inFirst += Probe.Next<string>() == "first" ? 1 : 0;
        }

        Assert.InRange(inFirst, 1, 29);
    }

    [Fact]
    public void Suspends_are_counted_and_resumes_take_back_one_each()
    {
        var actor = (InternalActorRef)Actor();
        actor.Suspend();
        actor.Suspend();
        actor.Tell("waits", null);
        actor.Resume(null);
        actor.Resume(null);

        Probe.Expect("waits");
    }

    [Fact]
    public void One_resume_does_not_take_back_two_suspends()
    {
        var actor = (InternalActorRef)Actor(new Strings { Hooks = false, Strategy = new ReportingDeaths(Probe) });
        IActorRef first = ChildOf(actor, new Probe());
        IActorRef second = ChildOf(actor, new Probe());
        actor.Suspend();
        actor.Suspend();
        actor.Tell("never", null);
        actor.Resume(null);

        // Deaths of children are system messages: two of them, one after the other, show that a turn has passed since the resume.
        System.Stop(first);
        Probe.Expect(first);
        System.Stop(second);
        Probe.Expect(second);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_suspended_actor_still_takes_system_messages()
    {
        var actor = (InternalActorRef)Actor();
        actor.Suspend();
        actor.Tell("never", null);
        System.Stop(actor);
        AwaitDeath(actor);

        Probe.ExpectNothingMore();
    }

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

    private sealed class ReportingDeaths(Probe probe) : OneForOneStrategy
    {
        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            probe.Add(child);
    }
}
