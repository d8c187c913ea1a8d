using BenchmarkDotNet.Attributes;
using Kamisama.Processes;

namespace Kamisama.Benchmarks.Micro;

/// <summary>Real processes: the call, the way to a running program, the way back from its end.</summary>
public class ProcessBenchmarks
{
    private const int SigKill = 9;

    private static readonly ProcessSpec Sleeper = new() { FileName = "/bin/sleep", Arguments = ["1000"] };

    private readonly LinuxProcessHost _host = new();
    private readonly List<IProcessHandle> _handles = [];
    private IProcessHandle _running = null!;

    [IterationSetup(Target = nameof(KillToExited))]
    public void StartOne()
    {
        _running = Keep(_host.Start(Sleeper));
        _running.Started.GetAwaiter().GetResult();
    }

    [IterationCleanup]
    public void EndAll()
    {
        foreach (IProcessHandle handle in _handles)
        {
            handle.Signal(SigKill);
            handle.Exited.GetAwaiter().GetResult();
        }

        _handles.Clear();
    }

    /// <summary>What the caller waits for: the process is created on another thread.</summary>
    [Benchmark]
    public object StartCall() => Keep(_host.Start(Sleeper));

    [Benchmark]
    public ProcessIdentity StartToStarted() => Keep(_host.Start(Sleeper)).Started.GetAwaiter().GetResult();

    [Benchmark]
    public ProcessExit KillToExited()
    {
        _running.Signal(SigKill);
        return _running.Exited.GetAwaiter().GetResult();
    }

    private IProcessHandle Keep(IProcessHandle handle)
    {
        _handles.Add(handle);
        return handle;
    }
}
