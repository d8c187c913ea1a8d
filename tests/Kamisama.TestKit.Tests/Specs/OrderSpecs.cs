namespace Kamisama.TestKit.Tests;

public class OrderSpecs
{
    private const int SigTerm = 15;

    [Fact]
    public void The_rules_hold_in_whatever_order_the_actors_have_their_turns()
    {
        var timelines = new HashSet<string>();
        for (int seed = 0; seed < 200; seed++)
        {
            timelines.Add(Run(seed));
        }

        Assert.True(timelines.Count > 150, $"{timelines.Count} different timelines");
    }

    private static string Run(int seed)
    {
        var order = new Random(seed);
        using var simulation = new PoolSimulation(
            new WorkerPoolOptions { Instances = 4, RespawnLimit = 12 }, start => Chance(start.Random), seed) { ChooseTurn = order.Next };
        simulation.RunFor(TimeSpan.FromSeconds(order.Next(20)));
        for (int step = 0; step < 10 && simulation.Outcome is null; step++)
        {
            Disturb(simulation, order);
            simulation.RunFor(TimeSpan.FromSeconds(order.Next(10)));
        }

        simulation.Stop();
        simulation.RunUntilOver();
        return simulation.Events.Timeline();
    }

    // What happens at the same moment is answered in any order.
    private static void Disturb(PoolSimulation simulation, Random chance)
    {
        foreach (SimulatedProcess process in simulation.Host.Alive.Where(_ => chance.Next(4) == 0))
        {
            process.ExitWith(1);
        }

        simulation.Master.Tell(new MasterMessage.ScaleTo(chance.Next(1, 7)), ActorRefs.NoSender);
        if (chance.Next(20) == 0)
        {
            simulation.Master.Tell(new MasterMessage.StopPool(StopMode.Graceful), ActorRefs.NoSender);
        }
    }

    private static ProcessScript Chance(Random chance) => new()
    {
        StartTakes = chance.Next(3) == 0 ? TimeSpan.FromSeconds(chance.Next(5)) : TimeSpan.Zero,
        StartError = chance.Next(20) == 0 ? new ProcessStartError(ProcessStartStage.Spawn, 11, "") : null,
        RunFor = chance.Next(3) == 0 ? TimeSpan.FromSeconds(chance.Next(60)) : null,
        IgnoredSignals = chance.Next(5) == 0 ? [SigTerm] : [],
        StopTakes = TimeSpan.FromSeconds(chance.Next(12)),
        ExitToldAfter = TimeSpan.FromSeconds(chance.Next(2)),
        ChildrenOutliveItBy = TimeSpan.FromSeconds(chance.Next(3)),
    };
}
