namespace Kamisama.Runtime.Tests;

public sealed class DeadLetterSpecs : Spec
{
    private sealed record Quiet : IDeadLetterSuppression;

    [Fact]
    public void A_message_to_a_dead_actor_is_published_with_sender_and_recipient()
    {
        IActorRef listener = Listen();
        IActorRef dead = Dead();
        dead.Tell("text", listener);
        var letter = Probe.Next<DeadLetter>();
        Assert.Equal("text", letter.Message);
        Assert.Same(listener, letter.Sender);
        Assert.Same(dead, letter.Recipient);
        dead.Tell("text", null);
        Assert.Same(System.DeadLetters, Probe.Next<DeadLetter>().Sender);
    }

    [Fact]
    public void Suppressed_messages_are_published_as_suppressed_only()
    {
        IActorRef listener = Listen();
        Dead().Tell(new Quiet(), null);
        Assert.Equal(new Quiet(), Probe.Next<SuppressedDeadLetter>().Message);
        Settle(listener);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_dead_subscriber_of_dead_letters_does_not_make_them_go_round()
    {
        IActorRef listener = Listen();
        IActorRef dead = Dead();
        System.EventStream.Subscribe<AllDeadLetters>(dead);
        dead.Tell("text", null);
        Probe.Next<DeadLetter>();
        Settle(listener);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void What_is_told_to_the_dead_letters_is_one_and_a_letter_stays_as_it_is()
    {
        Listen();
        System.DeadLetters.Tell("text", null);
        Assert.Same(System.DeadLetters, Probe.Next<DeadLetter>().Recipient);
        var letter = new DeadLetter("text", System.DeadLetters, System.DeadLetters);
        System.DeadLetters.Tell(letter, null);
        Assert.Same(letter, Probe.Next<DeadLetter>());
    }

    private IActorRef Listen()
    {
        IActorRef listener = Actor();
        System.EventStream.Subscribe<AllDeadLetters>(listener);
        return listener;
    }

    private IActorRef Dead()
    {
        IActorRef dead = System.ActorOf(Puppet.Props(new Probe()));
        System.Stop(dead);
        AwaitDeath(dead);
        return dead;
    }
}
