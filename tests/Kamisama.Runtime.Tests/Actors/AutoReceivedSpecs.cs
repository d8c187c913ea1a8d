namespace Kamisama.Runtime.Tests;

/// <summary>What the runtime understands itself, and what nobody understands.</summary>
public sealed class AutoReceivedSpecs : Spec
{
    [Fact]
    public async Task Identify_is_answered_without_a_subject_for_a_dead_actor()
    {
        IActorRef actor = Actor();
        System.Stop(actor);
        AwaitDeath(actor);
        var identity = await actor.Ask<ActorIdentity>(new Identify("who"), Patience);
        Assert.Equal("who", identity.MessageId);
        Assert.Null(identity.Subject);
    }

    [Fact]
    public async Task The_actor_sees_none_of_them()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new Choosy(Probe)));
        await actor.Ask<ActorIdentity>(new Identify(1), Patience);
        actor.Tell("seen", null);
        Probe.Expect("seen");
        actor.Tell(PoisonPill.Instance, null);
        AwaitDeath(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_timer_can_bring_one()
    {
        IActorRef actor = Actor();
        actor.Tell((Action<Puppet>)(puppet => puppet.Timers.StartSingleTimer("end", PoisonPill.Instance, TimeSpan.FromSeconds(1))), null);
        Settle(actor);
        Time.Advance(TimeSpan.FromSeconds(1));
        AwaitDeath(actor);
    }

    [Fact]
    public void A_poison_pill_for_the_dead_is_a_suppressed_dead_letter()
    {
        System.EventStream.Subscribe(Actor(), typeof(AllDeadLetters));
        IActorRef actor = System.ActorOf(Puppet.Props(new Probe()));
        System.Stop(actor);
        AwaitDeath(actor);
        actor.Tell(PoisonPill.Instance, null);
        Assert.Same(PoisonPill.Instance, Probe.Next<SuppressedDeadLetter>().Message);
    }

    [Fact]
    public void A_killed_actor_that_is_restarted_has_Kill_in_hand()
    {
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Restart) });
        IActorRef child = ChildOf(parent, new Probe(), new Strings
        {
            Hooks = false,
            PreRestart = (reason, message) => Probe.Add((reason.GetType(), message)),
        });
        child.Tell(Kill.Instance, null);
        Probe.Expect((typeof(ActorKilledException), (object)Kill.Instance));
    }

    [Fact]
    public void An_unhandled_message_is_published_with_its_sender_and_goes_no_further()
    {
        System.EventStream.Subscribe(Actor(), typeof(UnhandledMessage));
        IActorRef sender = System.ActorOf(Puppet.Props(new Probe()));
        IActorRef actor = System.ActorOf(Props.Create(() => new Ignorant()));
        actor.Tell("what?", sender);
        var unhandled = Probe.Next<UnhandledMessage>();
        Assert.Equal("what?", unhandled.Message);
        Assert.Same(sender, unhandled.Sender);
        Assert.Same(actor, unhandled.Recipient);
        actor.Tell("again", null);
        Assert.Equal("again", Probe.Next<UnhandledMessage>().Message);
    }

    [Fact]
    public void Who_overrides_Unhandled_decides_what_becomes_of_it()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new Choosy(Probe)));
        actor.Tell(1, null);
        Probe.Expect("1 is unhandled");
    }

    private sealed class Ignorant : ActorBase
    {
        protected override bool Receive(object message) => false;
    }

    private sealed class Choosy(Probe probe) : ActorBase
    {
        protected override bool Receive(object message)
        {
            if (message is int)
            {
                return false;
            }

            probe.Add(message);
            return true;
        }

        protected override void Unhandled(object message) => probe.Add($"{message} is unhandled");
    }
}
