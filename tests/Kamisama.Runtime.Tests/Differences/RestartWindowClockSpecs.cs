namespace Kamisama.Runtime.Tests;

/// <summary>
/// Here restart windows run on the system's clock, so tests can move it. Akka.NET reads a stopwatch of its own that nothing moves.
/// </summary>
public sealed class RestartWindowClockSpecs : Spec
{
    private readonly InvalidOperationException _failure = new("planned");

    [Fact]
    public void The_restart_window_runs_on_the_systems_clock()
    {
        IActorRef parent = Actor(new Strings
        {
            Hooks = false,
            Strategy = new OneForOneStrategy(1, TimeSpan.FromSeconds(10), static _ => Directive.Restart),
        });
        IActorRef child = ChildOf(parent, Probe);
        for (int i = 0; i < 5; i++)
        {
            child.Tell(_failure, null);
            child.Tell(i, null);
            Probe.Expect(i);
            Time.Advance(TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(1));
        }

        child.Tell(_failure, null);
        child.Tell(_failure, null);
        AwaitDeath(child);
    }
}
