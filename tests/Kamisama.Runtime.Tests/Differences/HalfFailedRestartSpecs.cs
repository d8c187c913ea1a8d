namespace Kamisama.Runtime.Tests;

/// <summary>
/// A restart whose new instance failed is tried again here with a clean start: the children of the failed attempt go first.
/// Akka.NET calls PreRestart on the instance it has cleared, where the context is refused, so those children stay, their names stay
/// taken, and an actor that names its children never comes up again. And a resume of such an actor is a restart here, as in Akka on
/// the JVM: in Akka.NET the next message meets the cleared instance, fails there and is lost.
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

    [Theory]
    [InlineData("in the constructor")]
    [InlineData("in PostRestart")]
    public void A_resume_after_a_restart_that_failed_half_way_becomes_a_restart(string where)
    {
        int made = 0;
        IActorRef parent = Actor(new Strings
        {
            Hooks = false,
            Strategy = new OneForOneStrategy(cause => cause is PostRestartException ? Directive.Resume : Directive.Restart),
        });
        IActorRef child = ChildOf(parent, Probe, new Strings
        {
            Constructor = () => FailIn("in the constructor", where, ++made == 2),
            PostRestart = _ => FailIn("in PostRestart", where, made == 2),
        });
        Probe.Expect("Constructor", "PreStart");
        child.Tell(new InvalidOperationException("planned"), null);
        child.Tell("alive", null);
        Probe.Expect("PreRestart", "PostStop", "Constructor");
        if (where == "in PostRestart")
        {
            Probe.Expect("PostRestart");
        }

        Probe.Expect("PreRestart", "PostStop", "Constructor", "PostRestart", "alive");
    }

    private static void FailIn(string here, string where, bool isTime)
    {
        if (isTime && here == where)
        {
            throw new FormatException(here);
        }
    }

    [Fact]
    public void The_old_instance_is_disposed_once_also_when_the_next_one_cannot_be_made()
    {
        bool again = false;
        IActorRef actor = System.ActorOf(Props.Create(() => new Disposable(again ? throw new FormatException("planned") : Probe)));
        actor.Tell(new Action(() => again = true), null);
        AwaitDeath(actor);
        Probe.Expect("disposed");
        Probe.ExpectNothingMore();
    }

    private sealed class Disposable(Probe probe) : UntypedActor, IDisposable
    {
        public void Dispose() => probe.Add("disposed");

        protected override void OnReceive(object message)
        {
            ((Action)message)();
            throw new FormatException("planned");
        }
    }
}
