namespace Kamisama.TestMaster;

/// <summary>Starts a child whose output is a FIFO without a reader: it hangs before its program runs. Then waits to be killed.</summary>
internal static class BlockedDuty
{
    public static async Task<int> RunAsync(string fifo)
    {
        var host = new LinuxProcessHost();
        IProcessHandle handle = host.Start(new ProcessSpec { FileName = "sleep", Arguments = ["1000"], StandardOutput = ProcessStdio.File(fifo) });
        while (Threads.Children() is not [var only] || !IsAsleep(only))
        {
            await Task.Delay(5);
        }

        Console.Out.WriteLine($"child {Threads.Children()[0]}");
        Console.Out.WriteLine($"ready (pid {Environment.ProcessId})");
        Console.Out.Flush();
        await handle.Exited;
        return 0;
    }

    private static bool IsAsleep(string pid) =>
        File.ReadAllText($"/proc/{pid}/stat").Contains(") S ", StringComparison.Ordinal)
        && File.ReadAllText($"/proc/{pid}/comm").Trim() != "sleep";
}
