using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.TestHost;

/// <summary>The pool is started by a thread-pool thread, as any application does that awaits something first.</summary>
internal static class PoolFromThreadPool
{
    public static async Task<int> RunAsync(int instances)
    {
        Deeds.ListenForThem();
        var options = new WorkerPoolOptions
        {
            Instances = instances,
            RespawnLimit = null,
            Command = new ProcessSpec { FileName = "sleep", Arguments = ["1000"] },
        };
        PoolOutcome outcome = await Task.Run(() => WorkerPool.RunAsync(options, Said.OnEvent));
        return outcome.ExitCode;
    }
}
