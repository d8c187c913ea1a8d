using Xunit.Abstractions;

namespace Kamisama.Model.Tests;

/// <summary>Eight events at two workers, in every order: the pool does what the model does.</summary>
public class InterleavingSpecs(ITestOutputHelper output)
{
    private const int SigTtin = 21, SigTtou = 22, SigHup = 1, SigTerm = 15;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Command[] Events =
    [
        new Command.Exit(1, new ProcessExit.Code(1)),
        new Command.Exit(2, new ProcessExit.Signalled(11, true)),
        new Command.Signal(SigTtin),
        new Command.Signal(SigTtou),
        new Command.Signal(SigHup),
        new Command.Bug(0),
        new Command.Signal(SigTerm),
        new Command.Advance(2 * Second),
    ];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    public void Two_workers_and_eight_events_in_every_order(int surge, int limit)
    {
        var options = new WorkerPoolOptions
        {
            Instances = 2, RestartSurge = surge, RespawnLimit = limit, RespawnInterval = 3 * Second, Backoff = new RespawnBackoff { InitialDelay = Second },
        };
        var seen = new HashSet<string>();
        var path = new List<Command>();
        int paths = 0;
        Visit(options, path, 0, seen, ref paths);
        output.WriteLine($"surge {surge}, limit {limit}: {paths} paths, {seen.Count} states");
        Assert.True(seen.Count > 1000, $"{seen.Count} states");
    }

    // Depth first. A state that was reached before with the same events still to come is not searched again.
    private static void Visit(WorkerPoolOptions options, List<Command> path, int used, HashSet<string> seen, ref int paths)
    {
        for (int i = 0; i < Events.Length; i++)
        {
            if ((used & (1 << i)) != 0)
            {
                continue;
            }

            path.Add(Events[i]);
            paths++;
            string state = StateAfter(options, path);
            if (seen.Add($"{used | (1 << i)} {state}"))
            {
                Visit(options, path, used | (1 << i), seen, ref paths);
            }

            path.RemoveAt(path.Count - 1);
        }
    }

    private static string StateAfter(WorkerPoolOptions options, List<Command> path)
    {
        using var machine = new Machine(options);
        string? wrong = machine.Compare();
        foreach (Command command in path)
        {
            if (wrong is null && !machine.IsOver)
            {
                machine.Do(command);
                wrong = machine.Compare();
            }
        }

        Assert.True(wrong is null, $"{string.Join(", ", path)}: {wrong}");
        return machine.Projection;
    }
}
