using System.Globalization;
using System.Text;
using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;
using Mono.Unix.Native;

namespace Kamisama.Actors.Tests.Real;

/// <summary>A pool of real processes. Disposing ends it and checks that nobody is left, whatever parent or session it has by now.</summary>
internal sealed class RealPool : IAsyncDisposable
{
    private const string Variable = "KAMISAMA_TEST_ID";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ActorSystem _system = ActorSystem.Create("test");
    private readonly string _marker = Guid.NewGuid().ToString("N");

    public RealPool(WorkerPoolOptions options)
    {
        EventListener.Start(_system, options.Name, Events.Add, new TaskCompletionSource());
        var environment = new Dictionary<string, string?>(options.Command!.Environment) { [Variable] = _marker };
        Pool = WorkerPool.Start(_system, options with { Command = options.Command with { Environment = environment } });
    }

    public IWorkerPool Pool { get; }

    public EventLog Events { get; } = new();

    public Task<PoolOutcome> EndAsync() => Pool.Completion.WaitAsync(Patience);

    public Task<PoolOutcome> StopAsync() => Pool.StopAsync().WaitAsync(Patience);

    public async Task<RollingRestartResult> RestartAsync() => await Pool.RestartWorkersAsync().WaitAsync(Patience);

    public Task<SupervisionEvent.WorkerStarted> StartedAsync() => Events.ExpectAsync<SupervisionEvent.WorkerStarted>();

    public Task<SupervisionEvent.WorkerReady> ReadyAsync() => Events.ExpectAsync<SupervisionEvent.WorkerReady>();

    public async Task<WorkerExitReport> ExitAsync() => (await Events.ExpectAsync<SupervisionEvent.WorkerExited>()).Report;

    public async Task<WorkerStatus> WorkerAsync(int index) =>
        (await Pool.GetStatusAsync().WaitAsync(Patience)).Workers.Single(worker => worker.Worker.Index == index);

    /// <summary>Everybody that came from this pool and runs.</summary>
    public List<int> Everybody()
    {
        byte[] marker = Encoding.ASCII.GetBytes($"{Variable}={_marker}");
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0)
            .Where(pid => pid > 0 && Environ(pid).AsSpan().IndexOf(marker) >= 0 && pid != Environment.ProcessId)];
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Pool.StopAsync(StopMode.Immediate).WaitAsync(Patience);
            await _system.Terminate();
        }
        finally
        {
            List<int> left = Everybody();
            left.ForEach(pid => Syscall.kill(pid, Signum.SIGKILL));
            Assert.True(left.Count == 0, $"The pool is over, but these were left: {string.Join(", ", left)}");
        }
    }

    // That of a zombie is empty; so is that of a process in the midst of execve(2), until it has begun.
    private static byte[] Environ(int pid)
    {
        try
        {
            byte[] environ = File.ReadAllBytes($"/proc/{pid}/environ");
            if (environ.Length == 0)
            {
                SpinWait.SpinUntil(() => !IsExecuting(pid));
                environ = File.ReadAllBytes($"/proc/{pid}/environ");
            }

            return environ;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // A zombie and a thread of the kernel have no program; a process that has begun has a command line, be it an empty word.
    private static bool IsExecuting(int pid) =>
        new FileInfo($"/proc/{pid}/exe").LinkTarget is not null && File.ReadAllBytes($"/proc/{pid}/cmdline").Length == 0;
}
