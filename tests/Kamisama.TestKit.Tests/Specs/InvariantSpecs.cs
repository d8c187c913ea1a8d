using System.Globalization;

namespace Kamisama.TestKit.Tests;

/// <summary>That the rules of every pool can be broken, and that it is told: a stranger starts processes and tells lies.</summary>
public class InvariantSpecs
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Two_processes_of_one_worker() => AssertBroken(
        simulation => StartFor(simulation, 1),
        "worker 1 (pid 1002) was started while worker 1 (pid 1000) of the same worker was alive");

    [Fact]
    public void More_processes_than_places() => AssertBroken(
        simulation => StartFor(simulation, 9),
        "3 processes are alive, but the pool has 2 places, those that are being stopped included");

    [Fact]
    public void A_start_after_the_decision_to_stop() => AssertBroken(
        simulation =>
        {
            simulation.Stop();
            StartFor(simulation, 9);
        },
        "worker 9 (pid 1002) was started after the decision to stop");

    [Fact]
    public void An_end_that_nobody_reports() => AssertBroken(
        simulation => StartFor(simulation, 9).ExitWith(3),
        "worker 9 (pid 1002) exited with code 3, and no WorkerExited told of it");

    [Fact]
    public void An_end_that_is_reported_twice() => AssertBroken(
        simulation =>
        {
            simulation.Worker(1).ExitWith(3);
            simulation.System.EventStream.Publish(simulation.Events.Expect<SupervisionEvent.WorkerExited>());
        },
        "WorkerExited tells of worker 1 (pid 1000), incarnation 0, which has not ended or was reported before");

    [Fact]
    public void A_pool_that_is_over_before_its_workers() => AssertBroken(
        simulation => simulation.System.EventStream.Publish(
            new SupervisionEvent.PoolStopped("workers", new PoolOutcome.Stopped(false, null))),
        "the pool is over, and worker 1 (pid 1000), worker 2 (pid 1001) lives on");

    [Fact]
    public void A_worker_that_not_even_kill_ends_is_left_behind_and_breaks_no_rule()
    {
        using var simulation = new PoolSimulation(
            new WorkerPoolOptions { Instances = 2 }, start => new ProcessScript { StopTakes = null, KillTakes = start.Number == 1 ? null : Second });
        simulation.RunFor(Second);

        simulation.RetireWorkers();
        simulation.RunFor(20 * Second);
        simulation.AddWorkers();
        simulation.RunFor(Second);
        simulation.Stop();

        Assert.Equal("stopped", simulation.RunUntilOver().ToString());
        Assert.Single(simulation.Host.Alive);
        Assert.Equal(1, simulation.Events.Count<SupervisionEvent.WorkerUnkillable>());
    }

    [Fact]
    public void A_grace_period_of_zero_waits_for_nobody_and_breaks_no_rule()
    {
        using var simulation = new PoolSimulation(
            new WorkerPoolOptions { Instances = 2, GracePeriod = TimeSpan.Zero }, _ => new ProcessScript { StopTakes = Second });
        simulation.RunFor(Second);

        simulation.Stop();

        Assert.Equal("stopped", simulation.Outcome?.ToString());
        Assert.Equal(2, simulation.Host.AliveCount);
        simulation.RunFor(Second);
    }

    private static void AssertBroken(Action<PoolSimulation> mischief, string rule)
    {
        using var simulation = new PoolSimulation(new WorkerPoolOptions { Instances = 2 });
        simulation.RunFor(Second);

        var failure = Assert.Throws<SimulationException>(() =>
        {
            mischief(simulation);
            simulation.RunFor(Second);
        });

        Assert.StartsWith($"Rule broken: {rule}. It is +0.00:00:01.0000000; seed 42. The last events:", failure.Message, StringComparison.Ordinal);
    }

    private static SimulatedProcess StartFor(PoolSimulation simulation, int index) => (SimulatedProcess)simulation.Host.Start(new ProcessSpec
    {
        FileName = "stranger",
        Environment = new Dictionary<string, string?> { [WorkerEnvironment.Index] = index.ToString(CultureInfo.InvariantCulture) },
    });
}
