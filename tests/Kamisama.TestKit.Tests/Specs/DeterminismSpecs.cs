namespace Kamisama.TestKit.Tests;

public class DeterminismSpecs
{
    [Fact]
    public void The_same_seed_and_calls_give_the_same_text()
    {
        string first = Run(seed: 1);

        Assert.Equal(first, Run(seed: 1));
        Assert.NotEqual(first, Run(seed: 2));
        Assert.True(first.Length > 10_000, first);
    }

    // Test frameworks run asynchronous tests in a synchronization context of theirs.
    [Fact]
    public async Task The_text_does_not_depend_on_the_context_of_the_test()
    {
        string inContext = Run(seed: 3);

        Assert.Equal(inContext, await Task.Run(() => Run(seed: 3)));
    }

    [Fact]
    public void A_worker_more_leaves_the_lives_of_the_others_as_they_were()
    {
        static IReadOnlyList<TimeSpan> LivesOfTheFirst(int instances)
        {
            using var simulation = new PoolSimulation(new WorkerPoolOptions { Instances = instances, RespawnLimit = null }, Chance, seed: 5);
            simulation.RunFor(TimeSpan.FromHours(1));
            return [.. simulation.Events.OfType<SupervisionEvent.WorkerExited>().Where(exited => exited.Report.Worker.Index == 1).Select(exited => exited.Report.Uptime)];
        }

        Assert.Equal(LivesOfTheFirst(2), LivesOfTheFirst(9));
    }

    private static ProcessScript Chance(SimulatedStart start) => new()
    {
        RunFor = TimeSpan.FromSeconds(start.Random.Next(1, 600)),
        Exit = start.Random.Next(2) == 0 ? new ProcessExit.Code(start.Random.Next(3)) : new ProcessExit.Signalled(11, true),
        StartTakes = TimeSpan.FromMilliseconds(start.Random.Next(100)),
        StopTakes = TimeSpan.FromMilliseconds(start.Random.Next(12_000)),
        ExitToldAfter = TimeSpan.FromMilliseconds(start.Random.Next(50)),
        ChildrenOutliveItBy = TimeSpan.FromSeconds(start.Random.Next(3)),
    };

    private static string Run(int seed)
    {
        using var simulation = new PoolSimulation(new WorkerPoolOptions { Instances = 5, RespawnLimit = null }, Chance, seed);
        simulation.RunFor(TimeSpan.FromHours(1));
        simulation.AddWorkers(4);
        simulation.RunFor(TimeSpan.FromHours(1));
        simulation.RetireWorkers(6);
        simulation.RunFor(TimeSpan.FromHours(1));
        simulation.Signal(15);
        simulation.RunUntilOver();
        return simulation.Events.Timeline();
    }
}
