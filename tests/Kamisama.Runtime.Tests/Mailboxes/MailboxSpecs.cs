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
    public void Null_is_never_delivered()
    {
        IActorRef actor = Actor();
        Settle(actor);
        Assert.NotNull(Record.Exception(() => actor.Tell(null!, null)));
        actor.Tell("after", null);
        Probe.Expect("after");
    }

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

        // Akka.NET takes one more than its settings say.
        Assert.InRange(inFirst, 1, 30);
    }

    [Fact]
    public void Suspends_are_counted_and_resumes_take_back_one_each()
    {
        IActorRef actor = Actor();
        Inside.Suspend(actor);
        Inside.Suspend(actor);
        actor.Tell("waits", null);
        Inside.Resume(actor);
        Inside.Resume(actor);

        Probe.Expect("waits");
    }

    [Fact]
    public void One_resume_does_not_take_back_two_suspends()
    {
        IActorRef actor = Actor(new Strings { Hooks = false, Strategy = new ReportingDeaths(Probe) });
        IActorRef first = ChildOf(actor, new Probe());
        IActorRef second = ChildOf(actor, new Probe());
        Inside.Suspend(actor);
        Inside.Suspend(actor);
        actor.Tell("never", null);
        Inside.Resume(actor);

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
        IActorRef actor = Actor();
        Inside.Suspend(actor);
        actor.Tell("never", null);
        System.Stop(actor);
        AwaitDeath(actor);

        Probe.ExpectNothingMore();
    }

    [Fact]
    public async Task Producers_that_race_a_closing_mailbox_see_no_message_twice()
    {
        const int Each = 2_000;
        for (int round = 0; round < 10; round++)
        {
            var seen = new Probe();
            IActorRef listener = System.ActorOf(Puppet.Props(seen));
            System.EventStream.Subscribe<DeadLetter>(listener);
            IActorRef actor = System.ActorOf(Puppet.Props(seen));
            var producers = new Task[3];
            for (int p = 0; p < producers.Length; p++)
            {
                int producer = p;
                producers[p] = Task.Run(() =>
                {
                    for (int i = 0; i < Each; i++)
                    {
                        actor.Tell((producer, i), null);
                    }
                });
            }

            System.Stop(actor);
            await Task.WhenAll(producers).WaitAsync(Patience);
            AwaitDeath(actor);
            Settle(listener);

            // A late watcher may be answered before the last letters of the round before are written.
            object[] numbers = [.. seen.All.Where(got => got is not DeadLetter letter || letter.Recipient.Equals(actor))
                .Select(got => got is DeadLetter letter ? letter.Message : got)];
            Assert.Equal(numbers.Distinct(), numbers);
            System.EventStream.Unsubscribe(listener);
        }
    }

    private sealed class ReportingDeaths(Probe probe) : OneForOneStrategy
    {
        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            probe.Add(child);
    }
}
