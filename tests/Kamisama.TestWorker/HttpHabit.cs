using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Kamisama.Actors;

namespace Kamisama.TestWorker;

/// <summary>
/// A web server on a port of 127.0.0.1 that several processes share; 0: a free one, which it prints. Ready when it listens. TERM:
/// it answers what it has accepted and what waits to be accepted, and ends with code 0.
/// </summary>
/// <remarks>
/// "/" is answered with its pid; "/wait/MS" likewise, after a time; "/break" too, and from then on everything with 503.
/// Between its last look at the queue and the end of its listening a connection may still come in: the kernel resets it, unless
/// net.ipv4.tcp_migrate_req hands it to another process of the port.
/// </remarks>
internal static class HttpHabit
{
    private const int SOL_SOCKET = 1, SO_REUSEPORT = 15;

    private static volatile bool _isBroken;

    public static async Task<int> RunAsync(string port)
    {
        using var stop = new CancellationTokenSource();
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        using Socket listener = Listen(int.Parse(port, CultureInfo.InvariantCulture));
        Console.Out.WriteLine($"port {((IPEndPoint)listener.LocalEndPoint!).Port}");
        await WorkerNotifications.ReadyAsync();
        ReadyHabit.Say();

        List<Task> answers = await ServeAsync(listener, stop.Token);
        listener.Dispose();
        await Task.WhenAll(answers);
        return 0;
    }

    private static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetRawSocketOption(SOL_SOCKET, SO_REUSEPORT, BitConverter.GetBytes(1));
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(1024);
        return listener;
    }

    private static async Task<List<Task>> ServeAsync(Socket listener, CancellationToken stop)
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await listener.AcceptAsync(stop)));
                answers.RemoveAll(answer => answer.IsCompleted);
            }
        }
        catch (OperationCanceledException)
        {
            while (listener.Poll(0, SelectMode.SelectRead))
            {
                answers.Add(AnswerAsync(listener.Accept()));
            }
        }

        return answers;
    }

    private static async Task AnswerAsync(Socket connection)
    {
        try
        {
            using var stream = new NetworkStream(connection, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            string path = (await reader.ReadLineAsync())?.Split(' ') is [_, var target, ..] ? target : "";
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }

            if (path.Length > 0)
            {
                bool wasBroken = _isBroken;
                await ActAsync(path);
                string body = $"{Environment.ProcessId}\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 {(wasBroken ? "503 Service Unavailable" : "200 OK")}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
            }
        }
        catch (IOException)
        {
            // The client went away.
        }
    }

    private static async Task ActAsync(string path)
    {
        if (path == "/break")
        {
            _isBroken = true;
        }
        else if (path.StartsWith("/wait/", StringComparison.Ordinal))
        {
            await Task.Delay(int.Parse(path["/wait/".Length..], CultureInfo.InvariantCulture));
        }
    }
}
