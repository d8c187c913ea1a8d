namespace Kamisama.Runtime.Tests;

public sealed class StashSpecs : Spec
{
    [Fact]
    public void Stashed_messages_come_back_in_order_before_all_that_waits_with_their_senders()
    {
        IActorRef sender = Actor(name: "sender", probe: new Probe());
        IActorRef actor = Stashing();
        actor.Tell(1, sender);
        actor.Tell(2, null);
        actor.Tell("open", null);
        actor.Tell(new Act((stash, self) =>
        {
            Probe.Add(stash.Count);
            self.Tell("waits", sender);
            stash.UnstashAll();
            Assert.True(stash.IsEmpty && !stash.NonEmpty);
        }), null);
        Probe.Expect(2, "1 from sender", "2 from deadLetters", "waits from sender");
    }

    [Fact]
    public void Unstash_puts_back_the_oldest_only()
    {
        IActorRef actor = Stashing();
        actor.Tell(1, null);
        actor.Tell(2, null);
        actor.Tell("open", null);
        actor.Tell(new Act((stash, _) => stash.Unstash()), null);
        Probe.Expect("1 from deadLetters");
        actor.Tell(new Act((stash, _) => Probe.Add(stash.Count)), null);
        Probe.Expect(1);
        actor.Tell(new Act((stash, _) => stash.Unstash()), null);
        actor.Tell(new Act((stash, _) => stash.Unstash()), null);
        Probe.Expect("2 from deadLetters");
    }

    [Fact]
    public void UnstashAll_with_a_predicate_throws_the_others_away()
    {
        IActorRef actor = Stashing();
        for (int i = 1; i <= 4; i++)
        {
            actor.Tell(i, null);
        }

        actor.Tell("open", null);
        actor.Tell(new Act((stash, self) =>
        {
            stash.UnstashAll(envelope => (int)envelope.Message % 2 == 0);
            Probe.Add(stash.Count);
        }), null);
        Probe.Expect(0, "2 from deadLetters", "4 from deadLetters");
        System.Stop(actor);
        AwaitDeath(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void ClearStash_takes_all_out_and_Prepend_puts_them_before_the_rest()
    {
        IActorRef actor = Stashing();
        actor.Tell(3, null);
        actor.Tell("open", null);
        actor.Tell(new Act((stash, self) =>
        {
            stash.Prepend([new Envelope(1, self), new Envelope(2, self)]);
            Envelope[] all = stash.ClearStash().ToArray();
            Probe.Add(string.Join(' ', all.Select(envelope => envelope.Message)));
            Probe.Add(stash.Count);
            stash.Prepend(all);
            stash.UnstashAll();
        }), null);
        Probe.Expect("1 2 3", 0, "1 from actor", "2 from actor", "3 from deadLetters");
    }

    [Fact]
    public void Stashing_a_message_twice_fails_the_actor()
    {
        var decisions = new Probe();
        IActorRef actor = Supervised(decisions);
        actor.Tell("twice", null);
        decisions.Next<IllegalActorStateException>();
    }

    [Fact]
    public void The_same_object_sent_twice_is_two_messages()
    {
        IActorRef actor = Stashing();
        object one = 1;
        actor.Tell(one, null);
        actor.Tell(one, null);
        actor.Tell("open", null);
        actor.Tell(new Act((stash, _) => stash.UnstashAll()), null);
        Probe.Expect("1 from deadLetters", "1 from deadLetters");
    }

    [Fact]
    public void Before_a_restart_all_go_back_and_meet_the_new_instance_ahead_of_the_mailbox()
    {
        var decisions = new Probe();
        IActorRef actor = Supervised(decisions);
        actor.Tell(1, null);
        actor.Tell(2, null);
        actor.Tell(new Act((_, self) =>
        {
            self.Tell("waits", self);
            throw new FormatException("planned");
        }), null);
        decisions.Next<FormatException>();
        Probe.Expect("PreRestart", "1 from deadLetters", "2 from deadLetters", "waits from actor");
    }

    [Fact]
    public void PreRestart_can_stash_the_message_that_failed_so_that_it_is_tried_again()
    {
        var decisions = new Probe();
        IActorRef actor = Supervised(decisions, retries: true);
        actor.Tell("fail once", null);
        decisions.Next<FormatException>();
        Probe.Expect("PreRestart", "fail once from deadLetters");
    }

    [Fact]
    public void At_stop_they_become_dead_letters_before_the_rest_of_the_mailbox()
    {
        var letters = new Probe();
        System.EventStream.Subscribe(System.ActorOf(Puppet.Props(letters)), typeof(DeadLetter));

        // No top-level actor: Akka.NET's system has its guardian stop those, some time later.
        IActorRef actor = Supervised(new Probe());
        actor.Tell(1, null);
        actor.Tell(2, null);
        actor.Tell(new Act((_, self) =>
        {
            self.Tell("waits", null);
            System.Stop(self);
        }), null);
        Assert.Equal(1, letters.Next<DeadLetter>().Message);
        Assert.Equal(2, letters.Next<DeadLetter>().Message);
        Assert.Equal("waits", letters.Next<DeadLetter>().Message);
    }

    [Fact]
    public void A_full_stash_fails_the_actor()
    {
        var decisions = new Probe();
        IActorRef actor = Supervised(decisions, capacity: 2);
        actor.Tell(1, null);
        actor.Tell(new Act((stash, _) => Probe.Add((stash.Capacity, stash.IsFull))), null);
        actor.Tell(2, null);
        actor.Tell(new Act((stash, _) => Probe.Add((stash.Capacity, stash.IsFull))), null);
        actor.Tell(3, null);
        Probe.Expect((2, false), (2, true));
        decisions.Next<StashOverflowException>();
    }

    [Fact]
    public void An_unbounded_stash_has_no_limit_whatever_the_props_say()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new Unbounded(Probe)).WithStashCapacity(1));
        actor.Tell(1, null);
        actor.Tell(2, null);
        actor.Tell("look", null);
        Probe.Expect((2, -1, false));
    }

    [Fact]
    public void A_stashed_Terminated_is_delivered_again()
    {
        IActorRef actor = Stashing();
        IActorRef subject = Actor();
        actor.Tell(subject, null);
        Probe.Expect("watches");
        System.Stop(subject);
        Probe.Expect("stashes Terminated");
        actor.Tell("open", null);
        actor.Tell(new Act((stash, _) => stash.UnstashAll()), null);
        Probe.Expect(subject);
    }

    [Fact]
    public void An_asynchronous_handler_can_stash_its_message_after_an_await()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new Later(Probe)), "actor");
        actor.Tell(1, null);
        actor.Tell("open", null);
        Probe.Expect(1);
    }

    [Fact]
    public void What_a_timer_brought_can_be_stashed_although_the_timer_has_ended()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new Later(Probe)), "actor");
        actor.Tell("timer", null);
        Probe.Expect("timer started");
        Time.Advance(TimeSpan.FromSeconds(1));
        actor.Tell("open", null);
        Probe.Expect(7);
    }

    private IActorRef Stashing() => System.ActorOf(Props.Create(() => new Stasher(Probe, false)), "actor");

    private IActorRef Supervised(Probe decisions, int capacity = -1, bool retries = false)
    {
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Restart, decisions) });
        Props props = Props.Create(() => new Stasher(Probe, retries)).WithStashCapacity(capacity);
        return In(parent, context => context.ActorOf(props, "actor"));
    }
}
