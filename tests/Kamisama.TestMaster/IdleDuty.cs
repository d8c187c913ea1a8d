namespace Kamisama.TestMaster;

/// <summary>Holds children, and says how often the two threads of the host ran while nothing happened.</summary>
internal static class IdleDuty
{
    public static async Task<int> RunAsync()
    {
        var handles = HoldDuty.Start(new LinuxProcessHost(), 10);
        await Task.WhenAll(handles.Select(handle => handle.Started));
        await Task.Delay(500);
        long before = Switches();
        await Task.Delay(3000);
        Console.Out.WriteLine($"wake-ups {Switches() - before}");
        foreach (IProcessHandle handle in handles)
        {
            handle.Signal(9);
        }

        await Task.WhenAll(handles.Select(handle => handle.Exited));
        return 0;
    }

    private static long Switches() => Threads.Read("status")
        .Where(thread => thread.Name.StartsWith("kamisama", StringComparison.Ordinal))
        .SelectMany(thread => thread.Text.Split('\n'))
        .Where(line => line.StartsWith("voluntary_ctxt_switches", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
}
