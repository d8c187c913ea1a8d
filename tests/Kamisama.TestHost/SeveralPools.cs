using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.TestHost;

/// <summary>Two pools of delegates and one of a command, beside each other. In a worker all three calls are made again.</summary>
internal static class SeveralPools
{
    public static async Task<int> RunAsync(int instances)
    {
        var options = new WorkerPoolOptions { Instances = instances, RespawnLimit = null };
        PoolOutcome[] outcomes = await Task.WhenAll(
            WorkerPool.RunAsync(options with { Name = "command", Command = new ProcessSpec { FileName = "sleep", Arguments = ["1000"] } }, Said.OnEvent),
            WorkerPool.RunAsync(options with { Name = "first" }, Wait("first"), Said.OnEvent),
            WorkerPool.RunAsync(options with { Name = "second" }, Wait("second"), Said.OnEvent));
        return outcomes.Max(outcome => outcome.ExitCode);
    }

    private static Func<WorkerContext, CancellationToken, Task> Wait(string name) => async (worker, stop) =>
    {
        Console.WriteLine($"ready {name} {worker.Pool}");
        await Task.Delay(Timeout.Infinite, stop);
    };
}
