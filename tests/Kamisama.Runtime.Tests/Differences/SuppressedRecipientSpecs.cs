namespace Kamisama.Runtime.Tests;

/// <summary>
/// Here a suppressed dead letter names the actor it was sent to. On Akka.NET its recipient is the dead letters.
/// </summary>
public sealed class SuppressedRecipientSpecs : Spec
{
    [Fact]
    public void A_suppressed_dead_letter_names_whom_it_was_sent_to()
    {
        System.EventStream.Subscribe<SuppressedDeadLetter>(Actor());
        IActorRef dead = System.ActorOf(Puppet.Props(new Probe()));
        System.Stop(dead);
        AwaitDeath(dead);
        dead.Tell(PoisonPill.Instance, null);
        Assert.Same(dead, Probe.Next<SuppressedDeadLetter>().Recipient);
    }
}
