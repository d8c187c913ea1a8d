namespace Kamisama.TestMaster;

/// <summary>Under a limit on memory: starts children that are killed by others and ones that take all memory, in turn, and says which ran out of it.</summary>
internal static class MemoryDuty
{
    public static async Task<int> RunAsync()
    {
        var host = new LinuxProcessHost();
        var killed = new ProcessSpec { FileName = "sh", Arguments = ["-c", "kill -KILL $$"] };

        // Looks for the last line of an endless one, and keeps it all the while.
        var greedy = new ProcessSpec { FileName = "tail", Arguments = ["/dev/zero"], OomScoreAdjust = 1000 };
        var seen = new List<string>();
        foreach (ProcessSpec spec in new[] { killed, greedy, killed, greedy, killed })
        {
            ProcessExit exit = await host.Start(spec).Exited;
            seen.Add(exit is ProcessExit.Signalled { Signal: 9 } signalled ? $"{signalled.OutOfMemory}" : $"{exit}");
        }

        Console.Out.WriteLine(string.Join(' ', seen));
        return 0;
    }
}
