using System.Globalization;
using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.TestHost;

/// <summary>A pool, or a group, whose configuration is a file, read again at HUP: a line "NAME INSTANCES SECONDS" for each pool. Says "POOL: EVENT".</summary>
internal static class ReloadedPools
{
    public static async Task<int> RunPoolAsync(string file)
    {
        PoolOutcome outcome = await WorkerPool.RunAsync(Read(file)[0], Say, token => Task.FromResult(Read(file).FirstOrDefault()));
        return outcome.ExitCode;
    }

    public static async Task<int> RunGroupAsync(string file)
    {
        PoolGroupOutcome outcome = await WorkerPoolGroup.RunAsync(
            Group(file), Say, token => Task.FromResult<WorkerPoolGroupOptions?>(Group(file)));
        return outcome.ExitCode;
    }

    private static void Say(SupervisionEvent happened) => Console.WriteLine($"{happened.Pool}: {happened}");

    private static WorkerPoolGroupOptions Group(string file) => new() { Pools = Read(file) };

    private static List<WorkerPoolOptions> Read(string file) => [.. File.ReadAllLines(file).Select(line => line.Split(' ')).Select(words => new WorkerPoolOptions
    {
        Name = words[0],
        Instances = int.Parse(words[1], CultureInfo.InvariantCulture),
        RespawnLimit = 0,
        Command = new ProcessSpec { FileName = "sleep", Arguments = [words[2]] },
    })];
}
