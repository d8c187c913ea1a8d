using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Kamisama.Control;

/// <summary>Asks a running master by its control socket. One question at a time.</summary>
public sealed class ControlClient : IDisposable
{
    private const string Id = "1";

    private readonly Socket _socket;
    private readonly StreamReader _answers;

    private ControlClient(Socket socket)
    {
        _socket = socket;
        _answers = new StreamReader(new NetworkStream(socket), new UTF8Encoding(false));
    }

    /// <summary>Connects to a master.</summary>
    /// <param name="path">The path of its socket, see <see cref="ControlSocketPath.For(string)"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">No master is behind that path, or it may not be used.</exception>
    public static async Task<ControlClient> ConnectAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            ThrowIfStranger(socket, path);
            return new ControlClient(socket);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException($"No master can be reached at '{path}': {ReasonOf(exception, path)}.", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="command">The command, such as <c>ps</c>. docs/control-protocol.md</param>
    /// <param name="writeFields">Writes its fields; <see langword="null"/>: it has none.</param>
    /// <param name="cancellationToken">Ends the wait, not what was asked for. The client can't be used any more then.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ControlException">The master says no.</exception>
    /// <exception cref="IOException">The master has gone.</exception>
    public async Task<JsonElement> AskAsync(string command, Action<Utf8JsonWriter>? writeFields = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        await SendAsync(command, writeFields, cancellationToken).ConfigureAwait(false);
        JsonElement answer = await ReadAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new IOException("The master has gone without an answer.");
        return ResultOf(answer);
    }

    /// <summary>Events from now on, each as in <c>--log-format json</c>; also <c>{"lost":N}</c> where some are missing.</summary>
    /// <param name="writeFields">Writes fields beside <c>follow</c>; <see langword="null"/>: there are none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The events, until the master goes.</returns>
    /// <exception cref="ControlException">The master says no.</exception>
    public async IAsyncEnumerable<JsonElement> FollowAsync(
        Action<Utf8JsonWriter>? writeFields = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await SendAsync(EventsCommand.Name, json =>
        {
            json.WriteBoolean("follow"u8, true);
            writeFields?.Invoke(json);
        }, cancellationToken).ConfigureAwait(false);
        ResultOf(await ReadAsync(cancellationToken).ConfigureAwait(false) ?? throw new IOException("The master has gone without an answer."));
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.TryGetProperty("event"u8, out JsonElement supervisionEvent))
            {
                yield return supervisionEvent;
            }
            else if (line.TryGetProperty("lost"u8, out _))
            {
                yield return line;
            }
        }
    }

    /// <summary>Waits until the master has closed the connection, as it does at its end.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitForEndAsync(CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is not null)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _answers.Dispose();
        _socket.Dispose();
    }

    // In /tmp anybody can make a directory of the name that this user's would have, before he does.
    private static void ThrowIfStranger(Socket socket, string path)
    {
        uint peer = ControlSocket.PeerOf(socket);
        if (!IsTrusted(peer, LibC.EffectiveUserId()))
        {
            throw new IOException($"No master can be reached at '{path}': who listens there is another user, {peer}.");
        }
    }

    internal static bool IsTrusted(uint peer, uint self) => self == 0 || peer == 0 || peer == self;

    // The framework's own text for a path that is not there is about addresses.
    private static string ReasonOf(SocketException exception, string path) => exception.SocketErrorCode switch
    {
        _ when !File.Exists(path) => "there is no such socket. Is the master running, and was it started with --control",
        SocketError.ConnectionRefused => "nobody listens. The master has ended",
        SocketError.AccessDenied => "permission denied. Only the user of the master, and root, can use it",
        _ => exception.Message,
    };

    private static JsonElement ResultOf(JsonElement answer)
    {
        if (answer.TryGetProperty("result"u8, out JsonElement result))
        {
            return result;
        }

        JsonElement error = answer.GetProperty("error"u8);
        throw new ControlException(error.GetProperty("code"u8).GetString()!, error.GetProperty("message"u8).GetString()!);
    }

    private async Task SendAsync(string command, Action<Utf8JsonWriter>? writeFields, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> line = Answers.Line(Id, json =>
        {
            json.WriteString("cmd"u8, command);
            writeFields?.Invoke(json);
        });
        try
        {
            while (line.Length > 0)
            {
                line = line[await _socket.SendAsync(line, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
            }
        }
        catch (SocketException)
        {
            // It may have said why before it closed (too many clients): the answer is read all the same.
        }
    }

    private async Task<JsonElement?> ReadAsync(CancellationToken cancellationToken)
    {
        string? line;
        try
        {
            line = await _answers.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return null;
        }

        if (line is null)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new IOException($"What answers there is no master: {exception.Message}", exception);
        }
    }
}
