using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kamisama.Actors.Tests.Health;

/// <summary>A web server in this process that gives one answer, or none, and keeps the requests it was sent.</summary>
internal sealed class HttpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string? _answer;

    /// <param name="answer">The head of the answer, and what follows it; <see langword="null"/>: it takes requests and is silent.</param>
    public HttpServer(string? answer)
    {
        _answer = answer;
        _listener.Start();
    }

    public string Url => $"http://127.0.0.1:{Port}/health";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Serves one connection until its client hangs up; gives the request's head.</summary>
    public async Task<string> ServeOneAsync(Action? received = null)
    {
        using Socket connection = await _listener.AcceptSocketAsync().WaitAsync(Asking.Patience);
        string head = await ReadHeadAsync(connection);
        received?.Invoke();
        if (_answer is not null)
        {
            await connection.SendAsync(Encoding.ASCII.GetBytes(_answer));
        }

        // The client closes, or cuts off what it does not want to read.
        try
        {
            while (await connection.ReceiveAsync(new byte[4096]).WaitAsync(Asking.Patience) > 0)
            {
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
        }

        return head;
    }

    public void Dispose() => _listener.Dispose();

    private static async Task<string> ReadHeadAsync(Socket connection)
    {
        var head = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int count = await connection.ReceiveAsync(buffer).WaitAsync(Asking.Patience);
            if (count == 0)
            {
                break;
            }

            head.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return head.ToString();
    }
}
