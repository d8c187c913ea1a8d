using System.Diagnostics;

namespace Kamisama.TestMaster;

/// <summary>
/// Starts workers that leave orphans behind, and waits until all of those were re-parented to it, ended and were collected.
/// </summary>
internal static class OrphansDuty
{
    // Three kinds: in the worker's group, in a session of their own, and twice removed from it.
    private const string Worker = "sleep 0.2 & setsid sleep 0.2 & (setsid sh -c 'sleep 0.1 & exit' &) ; exit 7";

    public static async Task<int> RunAsync(string mode, int count)
    {
        var host = new LinuxProcessHost(new LinuxProcessHostOptions { BecomeSubreaper = mode != "init" });
        using Process? other = mode == "subreaper-beside-process" ? Process.Start("sh", ["-c", "sleep 0.1; exit 42"]) : null;
        int right = 0;
        for (int i = 0; i < count; i++)
        {
            ProcessExit exit = await host.Start(new ProcessSpec { FileName = "sh", Arguments = ["-c", Worker] }).Exited;
            right += exit is ProcessExit.Code { ExitCode: 7 } ? 1 : 0;
        }

        // The last one stays, so that the master is never without a child while it waits.
        IProcessHandle last = host.Start(new ProcessSpec { FileName = "sleep", Arguments = ["1000"] });
        int lastPid = (await last.Started).Pid;
        if (other is not null)
        {
            await other.WaitForExitAsync();
        }

        string children = await UntilOnlyAsync(lastPid);
        last.Signal(9);
        Console.Out.WriteLine($"right {right} last {await last.Exited} other {other?.ExitCode} children '{children}' pid {Environment.ProcessId}");
        return 0;
    }

    private static async Task<string> UntilOnlyAsync(int pid)
    {
        string children = "";
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(20); await Task.Delay(20))
        {
            children = string.Join(' ', Threads.Children());
            if (children == $"{pid}")
            {
                return "only the last";
            }
        }

        return children;
    }
}
