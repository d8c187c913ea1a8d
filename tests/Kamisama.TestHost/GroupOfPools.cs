using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.TestHost;

/// <summary>Three pools as one group. Says "POOL: EVENT" for each event.</summary>
internal static class GroupOfPools
{
    public static async Task<int> RunAsync(int instances)
    {
        var db = new WorkerPoolOptions
        {
            Name = "db",
            Instances = instances,
            RespawnLimit = 0,
            Command = new ProcessSpec { FileName = "sleep", Arguments = ["1000"] },
        };
        PoolGroupOutcome outcome = await WorkerPoolGroup.RunAsync(
            new WorkerPoolGroupOptions
            {
                Pools = [db, db with { Name = "web" }, db with { Name = "mail" }],
                Strategy = PoolStrategy.RestForOne,
                RestartLimit = 1,
            },
            happened => Console.WriteLine($"{happened.Pool}: {happened}"));
        return outcome.ExitCode;
    }
}
