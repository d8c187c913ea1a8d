using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.TestHost;

/// <summary>
/// Two rolling restarts of web servers that share a port, while clients send requests as fast as they are answered, each on a connection
/// of its own. Says how many there were and how many were lost.
/// </summary>
internal static class RollUnderLoad
{
    private const int SOL_SOCKET = 1, SO_REUSEPORT = 15, Clients = 16, RequestsBetween = 500;

    private static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray();

    private static readonly CancellationTokenSource Enough = new();
    private static long _answered;
    private static long _lost;
    private static string _why = "";

    public static async Task<int> RunAsync(int instances, int surge, string server)
    {
        using Socket reserved = ReservePort();
        var target = (IPEndPoint)reserved.LocalEndPoint!;
        ActorSystem system = ActorSystem.Create("host");
        IWorkerPool pool = WorkerPool.Start(system, new WorkerPoolOptions
        {
            Instances = instances,
            RespawnLimit = 0,
            RestartSurge = surge,
            Readiness = new Readiness.Notified(),
            Command = new ProcessSpec
            {
                FileName = server,
                Arguments = ["http", target.Port.ToString(CultureInfo.InvariantCulture)],
                StandardOutput = ProcessStdio.Null,
            },
        });
        await ExpectAsync(async () => (await pool.GetStatusAsync()).Workers.All(worker => worker.State == WorkerState.Running));
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(() => AskAsync(target)))];
        await RequestsAsync();
        for (int i = 0; i < 2; i++)
        {
            Console.WriteLine($"restart {await pool.RestartWorkersAsync()}");
            await RequestsAsync();
        }

        await Enough.CancelAsync();
        await Task.WhenAll(clients);
        Console.WriteLine($"answered {_answered} lost {_lost} {_why}");
        PoolOutcome outcome = await pool.StopAsync();
        await system.Terminate();
        return outcome.ExitCode;
    }

    private static Task RequestsAsync()
    {
        long wanted = Interlocked.Read(ref _answered) + RequestsBetween;
        return ExpectAsync(() => Task.FromResult(Interlocked.Read(ref _answered) + Interlocked.Read(ref _lost) >= wanted));
    }

    private static async Task ExpectAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Delay(5);
        }
    }

    private static async Task AskAsync(IPEndPoint target)
    {
        while (!Enough.IsCancellationRequested)
        {
            try
            {
                string answer = await AskOnceAsync(target);
                if (!answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
                {
                    throw new IOException($"'{answer}'");
                }

                Interlocked.Increment(ref _answered);
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                Interlocked.Increment(ref _lost);
                _why = exception.Message;
            }
        }
    }

    private static async Task<string> AskOnceAsync(IPEndPoint target)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(target);
        await socket.SendAsync(Request);
        byte[] buffer = new byte[1024];
        int length = 0;
        while (await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and var received)
        {
            length += received;
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    // Bound and not listening: the port is ours, and the servers share it.
    private static Socket ReservePort()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(SOL_SOCKET, SO_REUSEPORT, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
