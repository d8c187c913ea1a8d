namespace Kamisama.Runtime.Tests;

/// <summary>
/// What a resume means when there is no whole instance to go on with. As Akka on the JVM has it, and as Akka.NET has not: there the
/// message after the resume meets half an instance, which has been disposed of.
/// </summary>
public sealed class HalfRestartSpecs : Spec
{
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
}
