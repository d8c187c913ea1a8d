namespace Kamisama.Runtime.Tests;

/// <summary>
/// A restart whose new instance failed is tried again here with a clean start: the children of the failed attempt go first.
/// Akka.NET calls PreRestart on the instance it has cleared, where the context is refused, so those children stay, their names stay
/// taken, and an actor that names its children never comes up again.
/// </summary>
public sealed class HalfFailedRestartSpecs : Spec
{
    private readonly InvalidOperationException _failure = new("planned");

    [Fact]
    public void A_restart_that_failed_half_way_can_be_tried_again_with_children_of_the_same_names()
    {
        int tries = 0;
        var childProbe = new Probe();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Restart) });
        IActorRef child = ChildOf(parent, Probe, new Strings
        {
            Hooks = false,
            PreStart = context =>
            {
                context.ActorOf(Puppet.Props(childProbe, new Strings()), "grandchild");
                if (++tries is 2 or 3)
                {
                    throw new FormatException("not yet");
                }
            },
        });
        child.Tell(_failure, null);
        child.Tell("alive", null);
        Probe.Expect("alive");
        Assert.Equal(4, tries);
        Assert.NotEqual(ActorRefs.Nobody, In(child, context => context.Child("grandchild")));
    }
}
