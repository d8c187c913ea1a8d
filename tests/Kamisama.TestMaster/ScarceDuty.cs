namespace Kamisama.TestMaster;

/// <summary>Under a low limit on descriptors: starts until none is left, ends all, and starts again.</summary>
internal static class ScarceDuty
{
    public static async Task<int> RunAsync()
    {
        var host = new LinuxProcessHost();
        await host.Start(new ProcessSpec { FileName = "true" }).Exited;
        var running = new List<IProcessHandle>();
        ProcessExit? failure = null;
        while (failure is null && running.Count < 1000)
        {
            IProcessHandle handle = host.Start(new ProcessSpec { FileName = "sleep", Arguments = ["1000"] });
            try
            {
                await handle.Started;
                running.Add(handle);
            }
            catch (ProcessStartException)
            {
                failure = await handle.Exited;
            }
        }

        bool allRun = running.TrueForAll(handle => !handle.Exited.IsCompleted);
        running.ForEach(handle => handle.Signal(9));
        await Task.WhenAll(running.Select(handle => handle.Exited));
        ProcessExit again = await host.Start(new ProcessSpec { FileName = "true" }).Exited;
        string children = string.Join(' ', Threads.Children());
        bool transient = failure is ProcessExit.NotStarted { Error.IsTransient: true };
        Console.Out.WriteLine($"{failure}; transient {transient}; others run {allRun}; then {again}; children '{children.Trim()}'");
        return 0;
    }
}
