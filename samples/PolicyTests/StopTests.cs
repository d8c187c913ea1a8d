using Kamisama.Actors;
using Kamisama.TestKit;

namespace PolicyTests;

public class StopTests
{
    private const int SigTerm = 15;

    [Fact]
    public void A_worker_that_ignores_the_stop_signal_delays_the_stop_by_the_grace_period_and_no_more()
    {
        using var simulation = new PoolSimulation(
            Crunchers.Options, start => new ProcessScript { IgnoredSignals = start.Index == 7 ? [SigTerm] : [] });
        simulation.RunFor(TimeSpan.FromMinutes(1));

        simulation.Signal(SigTerm);
        simulation.RunUntilOver();

        Assert.Equal(7, simulation.Events.Expect<SupervisionEvent.WorkerKilled>().Worker.Index);
        Assert.Equal(TimeSpan.FromSeconds(70), simulation.Now);
    }

    [Fact]
    public void The_worker_that_was_scaled_away_is_not_respawned_when_it_crashes_on_its_way_out()
    {
        using var simulation = new PoolSimulation(
            Crunchers.Options with { Instances = 2 }, _ => new ProcessScript { StopTakes = TimeSpan.FromSeconds(5) });
        simulation.RunFor(TimeSpan.FromMinutes(1));

        simulation.ScaleTo(1);
        simulation.RunFor(TimeSpan.FromSeconds(1));
        simulation.Worker(1).DieOf(11);
        simulation.RunFor(TimeSpan.FromHours(1));

        Assert.Equal(RespawnDecision.Retire, simulation.Events.Expect<SupervisionEvent.WorkerExited>().Report.Decision);
        Assert.Equal(2, simulation.Host.Starts);
    }
}
