namespace Kamisama.TestKit.Tests;

public class PoolSimulationSpecs
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static WorkerPoolOptions Three => new() { Instances = 3 };

    [Fact]
    public void A_pool_starts_with_the_first_look()
    {
        using var simulation = new PoolSimulation(Three);
        Assert.Empty(simulation.Host.Processes);

        Assert.Equal(3, simulation.Status.Workers.Count(worker => worker.State == WorkerState.Running));

        Assert.Equal([1, 2, 3], simulation.Host.Alive.Select(process => process.Worker.Index));
        Assert.Equal(TimeSpan.Zero, simulation.Now);
    }

    [Fact]
    public void A_worker_that_dies_is_respawned_at_the_same_moment()
    {
        using var simulation = new PoolSimulation(Three);
        simulation.RunFor(Second);

        simulation.Worker(2).DieOf(11, coreDumped: true);

        SupervisionEvent.WorkerExited exited = simulation.Events.Expect<SupervisionEvent.WorkerExited>();
        Assert.Equal((2, Second), (exited.Report.Worker.Index, exited.Report.Uptime));
        Assert.Equal(1, simulation.Events.Expect<SupervisionEvent.WorkerStarted>().Worker.Incarnation);
        Assert.Equal(Second, simulation.Now);
    }

    [Fact]
    public void A_pool_gives_up_when_its_workers_die_too_often()
    {
        using var simulation = new PoolSimulation(Three, _ => new ProcessScript { RunFor = 10 * Second, Exit = new ProcessExit.Code(1) });

        PoolOutcome outcome = simulation.RunUntilOver();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(20 * Second, simulation.Now);
        Assert.Equal(0, simulation.Host.AliveCount);
    }

    [Fact]
    public void A_worker_that_ignores_the_stop_signal_is_killed_after_the_grace_period()
    {
        using var simulation = new PoolSimulation(
            Three, start => new ProcessScript { IgnoredSignals = start.Index == 1 ? [SigTerm] : [] });
        simulation.RunFor(Second);

        simulation.Stop();

        Assert.Single(simulation.Host.Alive);
        Assert.Equal("stopped", simulation.RunUntilOver().ToString());
        Assert.Equal(11 * Second, simulation.Now);
        Assert.Equal(1, simulation.Events.Expect<SupervisionEvent.WorkerKilled>().Worker.Index);
    }

    [Fact]
    public void Requests_are_answered_without_time_passing()
    {
        using var simulation = new PoolSimulation(Three);

        Assert.Equal(5, simulation.AddWorkers(2));
        Assert.Equal(4, simulation.RetireWorkers());
        Assert.Equal(1, simulation.ScaleTo(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.ScaleTo(0));
        simulation.Signal(21);
        Assert.Equal(2, simulation.Status.Instances);
        Assert.Equal(TimeSpan.Zero, simulation.Now);
    }

    [Fact]
    public void A_request_to_a_pool_that_is_over_is_refused()
    {
        using var simulation = new PoolSimulation(Three);
        simulation.Stop();
        simulation.RunUntilOver();

        var failure = Assert.Throws<InvalidOperationException>(() => simulation.AddWorkers());

        Assert.Contains("over (stopped)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_idle_pool_is_quiet()
    {
        using var simulation = new PoolSimulation(Three, start => new ProcessScript { RunFor = start.Incarnation == 0 ? start.Index * Second : null });

        simulation.RunUntilQuiet();

        Assert.Equal(3 * Second, simulation.Now);
        Assert.Equal(3, simulation.Host.AliveCount);
    }

    [Fact]
    public void What_is_awaited_in_vain_is_told_with_what_came_when_and_the_seed()
    {
        using var simulation = new PoolSimulation(Three, seed: 7);

        var failure = Assert.Throws<SimulationException>(
            () => simulation.RunUntil<SupervisionEvent.WorkerExited>(exited => exited.Report.Worker.Index == 2, 5 * Second));

        Assert.Equal((7, 5 * Second), (failure.Seed, failure.At));
        Assert.StartsWith(
            "Awaited WorkerExited with exited => exited.Report.Worker.Index == 2 since +0.00:00:00.0000000; it did not come. It is +0.00:00:05.0000000; seed 7. The last events:\n  +0.00:00:00.0000000 PoolStarted: starting 3 workers\n",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_moment_without_end_is_told()
    {
        using var simulation = new PoolSimulation(
            Three with { RespawnLimit = null }, _ => new ProcessScript { RunFor = TimeSpan.Zero });

        var failure = Assert.Throws<SimulationException>(simulation.Settle);

        Assert.Contains("Time stands still", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_from_inside_of_the_simulation_is_refused()
    {
        using var simulation = new PoolSimulation(Three);

        Assert.Throws<InvalidOperationException>(() => simulation.RunUntil(() =>
        {
            simulation.RunFor(Second);
            return true;
        }));
    }
}
