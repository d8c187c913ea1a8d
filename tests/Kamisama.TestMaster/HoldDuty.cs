namespace Kamisama.TestMaster;

/// <summary>Starts children, prints their pids, says that it is ready and waits to be killed.</summary>
internal static class HoldDuty
{
    public static async Task<int> RunAsync(int count)
    {
        var host = new LinuxProcessHost();

        // On a thread of the pool, where a careless spawner would tie the children's lives to that thread.
        var handles = await Task.Run(() => Start(host, count));
        foreach (IProcessHandle handle in handles)
        {
            Console.Out.WriteLine($"child {(await handle.Started).Pid}");
        }

        Console.Out.WriteLine($"ready (pid {Environment.ProcessId})");
        Console.Out.Flush();
        await Task.WhenAll(handles.Select(handle => handle.Exited));
        Console.Out.WriteLine("all children gone");
        return 0;
    }

    public static IProcessHandle[] Start(IProcessHost host, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => host.Start(new ProcessSpec { FileName = "sleep", Arguments = ["1000"] }))];
}
