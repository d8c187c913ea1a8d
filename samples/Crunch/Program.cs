using System.Globalization;
using Kamisama.Actors;

// dotnet run --project samples/Crunch [INSTANCES [SECONDS]]
int instances = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 17;
TimeSpan pause = TimeSpan.FromSeconds(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 60);

var options = new WorkerPoolOptions
{
    Instances = instances,
    RespawnLimit = 10,
    RespawnInterval = TimeSpan.FromSeconds(60),
};

// Each worker is a process of its own, in which everything above runs again.
PoolOutcome outcome = await WorkerPool.RunAsync(
    options,
    async (worker, token) =>
    {
        while (true)
        {
            Console.WriteLine($"WORKER {worker.Index}: Crunching data...");
            await Task.Delay(pause, token);
        }
    },
    supervisionEvent => Console.Error.WriteLine($"[master {Environment.ProcessId}] {supervisionEvent}"));

return outcome.ExitCode;
