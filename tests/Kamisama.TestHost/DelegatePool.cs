using Kamisama.Actors;

namespace Kamisama.TestHost;

/// <summary>The workers are a C# delegate: this program, executed again.</summary>
internal static class DelegatePool
{
    public static async Task<int> RunAsync(int instances)
    {
        PoolOutcome outcome = await WorkerPool.RunAsync(
            new WorkerPoolOptions { Instances = instances, RespawnLimit = null },
            async (worker, stop) =>
            {
                Console.WriteLine($"ready {worker.Index} {worker.Incarnation} {Environment.ProcessId}");
                await Task.Delay(Timeout.Infinite, stop);
            },
            Said.OnEvent);
        return outcome.ExitCode;
    }
}
