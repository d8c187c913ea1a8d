using System.Diagnostics;

namespace Kamisama.TestMaster;

/// <summary>Starts many children, some of which can't be started, and says what is left of them: descriptors, threads, children.</summary>
internal static class BaselineDuty
{
    public static async Task<int> RunAsync(int count, bool withExtras)
    {
        var host = new LinuxProcessHost();
        var spec = new ProcessSpec { FileName = "sleep", Arguments = ["1000"] };
        spec = withExtras ? spec with { NotifySocket = true, ReadinessDescriptor = 5, StandardOutput = ProcessStdio.Tail(3), StandardError = ProcessStdio.Tail(3) } : spec;
        await RunAllAsync(host, spec, 20);
        int before = Descriptors();
        int during = 0;
        for (int done = 0; done < count; done += 100)
        {
            during = Math.Max(during, await RunAllAsync(host, spec, 100));
        }

        // A finished one's pidfd is closed before its exit is told, so nothing has to be waited for.
        int after = Descriptors();
        string children = string.Join(' ', Threads.Children());
        Console.Out.WriteLine($"before {before} during {during} after {after} threads {Process.GetCurrentProcess().Threads.Count} children '{children.Trim()}'");
        return 0;
    }

    private static async Task<int> RunAllAsync(LinuxProcessHost host, ProcessSpec spec, int count)
    {
        var handles = Enumerable.Range(0, count)
            .Select(i => host.Start(i % 10 == 0 ? spec with { FileName = "/does/not/exist" } : spec))
            .ToList();
        await Task.WhenAll(handles.Select(handle => handle.Started.ContinueWith(_ => { }, TaskScheduler.Default)));

        // One that could not be started says so first; its descriptor is closed before its exit is told.
        await Task.WhenAll(handles.Where(handle => handle.Started.IsFaulted).Select(handle => handle.Exited));
        int during = Descriptors();
        handles.ForEach(handle => handle.Signal(9));
        await Task.WhenAll(handles.Select(handle => handle.Exited));
        return during;
    }

    // The least of several counts: the runtime itself opens a file now and then, and closes it at once.
    private static int Descriptors() => Enumerable.Range(0, 5).Min(_ => Directory.GetFiles("/proc/self/fd").Length);
}
