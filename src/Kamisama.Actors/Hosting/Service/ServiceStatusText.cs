namespace Kamisama.Actors;

/// <summary>What "systemctl status" shows of a master: one line on all pools.</summary>
internal static class ServiceStatusText
{
    public static string Describe(IReadOnlyList<PoolStatus> pools) => string.Join("; ", pools.Select(Describe));

    private static string Describe(PoolStatus pool)
    {
        int running = pool.Workers.Count(worker => worker.State == WorkerState.Running);
        return (pool.IsStopping ? $"{pool.Name}: stopping, {running} left" : $"{pool.Name}: {running} of {pool.Instances} running")
            + (pool.RespawnsInInterval > 0 ? $", {pool.RespawnsInInterval} respawned lately" : "");
    }
}
