using Xunit.Abstractions;

namespace Kamisama.Runtime.Tests;

/// <summary>
/// Random trees under random failures, restarts, stops and watches. What must hold in each, whatever the order:
/// <code>
///   every constructed incarnation is ended once it is replaced or stopped   (constructed = disposed at the end)
///   a message never comes into the middle of another, also of an earlier instance that awaits
///   each watch gives exactly one Terminated
///   each probe message is answered or is a dead letter, once
///   the system ends
/// </code>
/// </summary>
public sealed class HierarchyStress(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds => Some(20);

    public static TheoryData<int> ManySeeds => Some(100);

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Many_small_trees_keep_their_promises(int seed) => Run(seed, new StressShape(Breadth: 3, Depth: 3, PlantEvery: 25, Youngest: 60));

    [Theory]
    [MemberData(nameof(ManySeeds))]
    public Task Trees_of_some_hundred_actors_keep_their_promises(int seed) =>
        Run(seed, new StressShape(Breadth: 6, Depth: 3, PlantEvery: 200, Youngest: 800));

    private async Task Run(int seed, StressShape shape)
    {
        output.WriteLine($"STRESS_SEED={seed}");
        var world = new StressWorld(seed, shape);
        try
        {
            await world.Run().WaitAsync(StressMessages.Patience);
            world.Check();
        }
        finally
        {
            output.WriteLine(world.ToString());
            output.WriteLine($"The last failures:{Environment.NewLine}{world.Trace}");
            output.WriteLine($"Alive:{Environment.NewLine}{string.Join(Environment.NewLine, world.Alive().Take(50).Select(StateOf))}");
        }
    }

    private static string StateOf(IActorRef node)
    {
        ActorCell cell = ((LocalActorRef)node).Cell;
        return $"  {node} closed {cell.Mailbox.IsClosed}, suspended {cell.Mailbox.IsSuspended}, held {cell.Mailbox.IsHeld}, "
            + $"{cell.ChildrenNow().Length} children";
    }

    // STRESS_SEED repeats one seed, STRESS_COUNT runs more of them.
    private static TheoryData<int> Some(int number)
    {
        string? one = Environment.GetEnvironmentVariable("STRESS_SEED");
        string? count = Environment.GetEnvironmentVariable("STRESS_COUNT");
        var seeds = new TheoryData<int>();
        int first = one is null ? Environment.TickCount & 0xFFFFFF : int.Parse(one, null);
        int last = first + (one is not null ? 1 : count is null ? number : int.Parse(count, null));
        for (int seed = first; seed < last; seed++)
        {
            seeds.Add(seed);
        }

        return seeds;
    }
}
