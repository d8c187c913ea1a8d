using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Kamisama.Control.Tests;

/// <summary>A client without manners: it sends what it is told to.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly StreamReader _reader;

    private RawClient(Socket socket) => (Socket, _reader) = (socket, new StreamReader(new NetworkStream(socket)));

    public Socket Socket { get; }

    public static async Task<RawClient> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        return new RawClient(socket);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await Socket.SendAsync(bytes)..];
        }
    }

    /// <summary>The next line; <see langword="null"/>: the server has closed.</summary>
    public async Task<JsonElement?> ReadAsync()
    {
        using var patience = new CancellationTokenSource(ControlFixture.Patience);
        try
        {
            return await _reader.ReadLineAsync(patience.Token) is { } line ? JsonDocument.Parse(line).RootElement : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The code of the error that the next line is.</summary>
    public async Task<string?> ReadErrorAsync() =>
        await ReadAsync() is { } answer && answer.TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetString() : null;

    /// <summary>Whether a new client is served, and not turned away because there are too many.</summary>
    public static async Task<bool> IsServedAsync(string path)
    {
        using RawClient client = await ConnectAsync(path);
        try
        {
            await client.SendAsync("{\"v\":1,\"cmd\":\"ping\"}\n");
        }
        catch (SocketException)
        {
            // Turned away before it could ask.
        }

        return await client.ReadAsync() is { } answer && answer.GetProperty("ok").GetBoolean();
    }

    /// <summary>Until a new client is served.</summary>
    public static async Task UntilServedAsync(string path, Action betweenTries)
    {
        long deadline = Environment.TickCount64 + (long)ControlFixture.Patience.TotalMilliseconds;
        while (!await IsServedAsync(path))
        {
            Assert.True(Environment.TickCount64 < deadline, "The place was never given back.");
            betweenTries();
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        Socket.Dispose();
    }
}
