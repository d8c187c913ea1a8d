using Xunit.Abstractions;

namespace Kamisama.Runtime.Tests;

/// <summary>
/// Random trees under random failures, restarts, stops and watches. What must hold in each, whatever the order:
/// <code>
///   every constructed incarnation is ended once it is replaced or stopped   (constructed = disposed at the end)
///   an actor runs on one thread at a time
///   each watch gives exactly one Terminated
///   each probe message is answered or is a dead letter, once
///   the system ends
/// </code>
/// </summary>
public sealed class HierarchyStress(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds
    {
        get
        {
            // STRESS_SEED repeats one seed, STRESS_COUNT runs more of them.
            string? one = Environment.GetEnvironmentVariable("STRESS_SEED");
            string? count = Environment.GetEnvironmentVariable("STRESS_COUNT");
            var seeds = new TheoryData<int>();
            int first = one is null ? Environment.TickCount & 0xFFFFFF : int.Parse(one, null);
            int number = one is not null ? 1 : count is null ? 20 : int.Parse(count, null);
            for (int i = 0; i < number; i++)
            {
                seeds.Add(first + i);
            }

            return seeds;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_random_tree_keeps_its_promises(int seed)
    {
        output.WriteLine($"STRESS_SEED={seed}");
        var world = new StressWorld(seed);
        await world.Run().WaitAsync(StressMessages.Patience);
        output.WriteLine(world.ToString());
        world.Check();
    }
}
