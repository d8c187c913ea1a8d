using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.TestHost;

/// <summary>A variable of more than 128 KiB, which no program can be executed with, see execve(2).</summary>
internal static class PoolWithBigEnvironment
{
    public static async Task<int> RunAsync()
    {
        PoolOutcome outcome = await WorkerPool.RunAsync(
            new WorkerPoolOptions
            {
                Instances = 3,
                Command = new ProcessSpec
                {
                    FileName = "sleep",
                    Arguments = ["1000"],
                    Environment = new Dictionary<string, string?> { ["BIG"] = new string('x', 200_000) },
                },
            },
            Said.OnEvent);
        return outcome.ExitCode;
    }
}
