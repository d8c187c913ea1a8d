namespace Kamisama.TestKit.Tests;

public class LongRunSpecs
{
    [Fact]
    public void A_day_of_crash_loops_has_every_death_of_it()
    {
        using var simulation = new PoolSimulation(
            new WorkerPoolOptions { Instances = 100, RespawnLimit = null },
            _ => new ProcessScript { RunFor = TimeSpan.FromMinutes(10), Exit = new ProcessExit.Code(1) });

        simulation.Events.Limit = 1_000;
        int told = 0;
        simulation.Events.OnEvent = _ => told++;
        simulation.RunFor(TimeSpan.FromDays(1));

        // All but the start of the pool and of its first workers, which came with the first look.
        Assert.Equal(simulation.Events.Total - 101, told);
        Assert.Equal(14_400, simulation.Events.Count<SupervisionEvent.WorkerExited>());
        Assert.Equal(14_500, simulation.Host.Starts);
        Assert.Equal(100, simulation.Host.AliveCount);
        Assert.InRange(simulation.Events.Kept.Count, simulation.Events.Limit * 3 / 4, simulation.Events.Limit);
        Assert.Throws<SimulationException>(() => simulation.Events.OfType<SupervisionEvent.WorkerExited>());
    }

    [Fact]
    public void The_largest_pool_starts_and_stops_in_one_moment()
    {
        using var simulation = new PoolSimulation(new WorkerPoolOptions { Instances = WorkerPoolOptions.MaxInstances });
        simulation.Settle();
        Assert.Equal(WorkerPoolOptions.MaxInstances, simulation.Host.AliveCount);

        simulation.Stop();

        Assert.Equal("stopped", simulation.Outcome?.ToString());
        Assert.Equal(TimeSpan.Zero, simulation.Now);
    }
}
