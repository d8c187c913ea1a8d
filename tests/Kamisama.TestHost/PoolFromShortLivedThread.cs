using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.TestHost;

/// <summary>The pool is started by a thread that then ends. A death signal that was tied to it would end the workers.</summary>
internal static class PoolFromShortLivedThread
{
    public static async Task<int> RunAsync(int instances)
    {
        ActorSystem system = ActorSystem.Create("host");
        IWorkerPool? pool = null;
        var thread = new Thread(() => pool = WorkerPool.Start(system, new WorkerPoolOptions
        {
            Instances = instances,
            Command = new ProcessSpec { FileName = "sleep", Arguments = ["1000"] },
        }));
        thread.Start();
        thread.Join();
        Console.WriteLine("the thread has ended");

        // Each line is one more worker: what it shows is later than the thread's end.
        while (Console.ReadLine() is not null)
        {
            await Task.Run(() => pool!.AddWorkersAsync());
            PoolStatus status = await pool!.GetStatusAsync();
            while (status.Workers.Any(worker => worker.State != WorkerState.Running))
            {
                status = await pool.GetStatusAsync();
            }

            Console.WriteLine("workers " + string.Join(' ', status.Workers.Select(w => $"{w.Worker.Index}:{w.Worker.Incarnation}:{w.Pid}")));
        }

        PoolOutcome outcome = await pool!.StopAsync();
        await system.Terminate();
        return outcome.ExitCode;
    }
}
