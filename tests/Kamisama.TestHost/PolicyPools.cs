using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.TestHost;

/// <summary>Pools with one part of the policy each, steered by signals.</summary>
internal static class PolicyPools
{
    /// <summary>Says READY=1 and sends heartbeats; the first process of worker 1 hangs after a few.</summary>
    public static async Task<int> SpeakAsync(int instances)
    {
        var options = new WorkerPoolOptions
        {
            Instances = instances,
            RespawnLimit = 1,
            Readiness = new Readiness.Notified(),
            WatchdogTimeout = TimeSpan.FromSeconds(2),
        };
        return (await WorkerPool.RunAsync(options, WorkAsync, Said.OnEvent)).ExitCode;

        static async Task WorkAsync(WorkerContext worker, CancellationToken stop)
        {
            worker.SetStatus("warming up");
            await worker.ReadyAsync(stop);
            bool hangs = worker is { Index: 1, Incarnation: 0 };
            for (int turn = 0; !hangs || turn < 5; turn++)
            {
                worker.Heartbeat();
                await Task.Delay(worker.WatchdogTimeout!.Value / 20, stop);
            }

            await Task.Delay(Timeout.Infinite, stop);
        }
    }

    /// <summary>HUP replaces the workers, new ones first; each has a probe that never comes to an end.</summary>
    public static Task<int> RollAsync(int instances) => RunAsync(new WorkerPoolOptions
    {
        Instances = instances,
        RespawnLimit = 0,
        RestartSurge = 1,
        Readiness = new Readiness.OnDescriptor(3),
        Liveness = new LivenessOptions(new Probe.Exec(Shell("exec sleep 1000")))
        {
            Interval = TimeSpan.FromMilliseconds(1),
            Timeout = TimeSpan.FromHours(1),
        },
        Command = Shell("sleep 0.05; echo >&3; exec 3>&-; exec sleep 1000"),
    });

    /// <summary>Every other worker dies at once and waits for its next start.</summary>
    public static Task<int> BackOffAsync(int instances) => RunAsync(new WorkerPoolOptions
    {
        Instances = instances,
        RespawnLimit = null,
        Backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromMilliseconds(10), MaxDelay = TimeSpan.FromMilliseconds(40), Jitter = 1 },
        Command = Shell("[ $((KAMISAMA_WORKER_INDEX % 2)) = 0 ] && exit 1; exec sleep 1000"),
    });

    /// <summary>Takes all memory; the kernel's killer prefers it to its master. One such death is allowed.</summary>
    public static Task<int> TakeMemoryAsync() => RunAsync(new WorkerPoolOptions
    {
        Instances = 1,
        RespawnLimit = 0,
        ExitRules = new Dictionary<ExitClass, ExitRule>
        {
            [ExitClass.KilledForMemory] = new() { Budget = new RespawnBudget(1, TimeSpan.FromHours(1)) },
        },

        // It looks for the last line of an endless one, and keeps it all the while.
        Command = new ProcessSpec { FileName = "tail", Arguments = ["/dev/zero"], OomScoreAdjust = 1000 },
    });

    private static async Task<int> RunAsync(WorkerPoolOptions options) =>
        (await WorkerPool.RunAsync(options, happened => Console.WriteLine(
            happened is SupervisionEvent.WorkerExited { Report: var report } ? $"ended {report.Class}: {report}" : $"{happened}"))).ExitCode;

    private static ProcessSpec Shell(string script) => new() { FileName = "sh", Arguments = ["-c", script] };
}
