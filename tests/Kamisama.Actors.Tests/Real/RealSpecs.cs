using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kamisama.Processes;
using Mono.Unix.Native;

namespace Kamisama.Actors.Tests.Real;

/// <summary>What the specs of the policy with real programs share: pools that end with the test, a folder, a port.</summary>
[Collection(nameof(RealSpecs))]
[Trait("Needs", "Linux")]
public abstract class RealSpecs(ITestOutputHelper output) : IAsyncLifetime
{
    private const int SOL_SOCKET = 1, SO_REUSEPORT = 15;

    private readonly List<IAsyncDisposable> _pools = [];
    private readonly List<Socket> _ports = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("kamisama-real-").FullName;

    /// <summary>How much too early a timer may seem: the runtime's timers go by a clock that ticks every 4 or 10 ms.</summary>
    protected static TimeSpan Early { get; } = TimeSpan.FromMilliseconds(20);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (IAsyncDisposable pool in _pools)
        {
            await pool.DisposeAsync();
        }

        _ports.ForEach(port => port.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    internal RealPool Start(WorkerPoolOptions options)
    {
        var pool = new RealPool(options);
        _pools.Add(pool);
        return pool;
    }

    /// <summary>A pool of one worker without a respawn limit.</summary>
    protected static WorkerPoolOptions PoolOf(ProcessSpec command, int instances = 1) => new()
    {
        Instances = instances,
        RespawnLimit = null,
        Command = command with { StandardOutput = ProcessStdio.Null },
    };

    /// <summary>The worker with bad habits.</summary>
    protected static ProcessSpec Worker(params string[] habit) => new()
    {
        FileName = Path.Combine(AppContext.BaseDirectory, "Kamisama.TestWorker"),
        Arguments = habit,
    };

    protected ProcessSpec Shell(string script) => new()
    {
        FileName = "/bin/sh",
        Arguments = ["-c", script],
        WorkingDirectory = _folder,
    };

    /// <summary>A script that is ready when it has come to that place.</summary>
    protected WorkerPoolOptions ReadyShell(string before, string after, int instances = 1) =>
        PoolOf(Shell($"{before}; echo >&3; exec 3>&-; {after}"), instances) with { Readiness = new Readiness.OnDescriptor(3) };

    protected string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>A fifo in the folder of the workers: reading it waits for a line from the test.</summary>
    protected void MakeGate(string name) => Assert.Equal(0, Syscall.mkfifo(PathOf(name), FilePermissions.S_IRUSR | FilePermissions.S_IWUSR));

    protected async Task OpenGateAsync(string name) =>
        await Task.Run(() => File.WriteAllText(PathOf(name), "\n")).WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>A port that nobody else gets while the test runs, and that workers with SO_REUSEPORT can listen on.</summary>
    protected string ReservePort()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _ports.Add(socket);
        socket.SetRawSocketOption(SOL_SOCKET, SO_REUSEPORT, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
    }

    protected static void Kill(int pid, Signum signal) => Assert.Equal(0, Syscall.kill(pid, signal));

    /// <summary>A figure for the report of the test run.</summary>
    protected void Tell(string what, TimeSpan time) => output.WriteLine($"{what}: {time.TotalMilliseconds:0.0} ms");

    protected void Tell(string text) => output.WriteLine(text);
}

/// <summary>One after the other, and beside nothing else: some of them measure.</summary>
[CollectionDefinition(nameof(RealSpecs), DisableParallelization = true)]
public sealed class RealSpecsGroup;
