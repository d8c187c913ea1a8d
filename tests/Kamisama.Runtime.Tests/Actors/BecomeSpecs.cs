namespace Kamisama.Runtime.Tests;

public sealed class BecomeSpecs : Spec
{
    [Fact]
    public void Become_goes_on_top_of_the_initial_behaviour_and_later_ones_replace_the_top()
    {
        IActorRef actor = Actor();
        Say(actor, "initial");
        In(actor, context => context.Become(Saying(context, "a")));
        In(actor, context => context.Become(Saying(context, "b")));
        Say(actor, "b:x", "x");
        Do(actor, context => context.UnbecomeStacked());
        Say(actor, "initial");
    }

    [Fact]
    public void BecomeStacked_and_UnbecomeStacked_come_in_pairs()
    {
        IActorRef actor = Actor();
        Do(actor, context => context.BecomeStacked(Saying(context, "a")));
        Do(actor, context => context.BecomeStacked(Saying(context, "b")));
        Say(actor, "b:x", "x");
        Do(actor, context => context.Become(Saying(context, "c")));
        Say(actor, "c:x", "x");
        Do(actor, context => context.UnbecomeStacked());
        Say(actor, "a:x", "x");
        Do(actor, context => context.UnbecomeStacked());
        Say(actor, "initial");
    }

    [Fact]
    public void The_initial_behaviour_cannot_be_taken_off()
    {
        IActorRef actor = Actor();
        Do(actor, context => context.UnbecomeStacked());
        Do(actor, context => context.UnbecomeStacked());
        Say(actor, "initial");
    }

    private UntypedReceive Saying(IUntypedActorContext context, string name) => message =>
    {
        if (message is Do what)
        {
            what.Act(context);
        }
        else
        {
            Probe.Add($"{name}:{message}");
        }
    };

    private static void Do(IActorRef actor, Action<IUntypedActorContext> act) => In(actor, act);

    private void Say(IActorRef actor, string expected, string? message = null)
    {
        actor.Tell(message ?? expected, null);
        Probe.Expect(expected);
    }
}
