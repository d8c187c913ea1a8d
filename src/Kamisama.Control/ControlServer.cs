using System.Net.Sockets;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary>The control socket of a master: its user, and root, can ask for status, scale, restart and stop. docs/control-protocol.md</summary>
/// <remarks>It costs nothing while nobody asks: no timer, no thread of its own. Disposing it removes the socket.</remarks>
public sealed class ControlServer : IAsyncDisposable
{
    // Answers that are due when the pools are over are worth a moment; a client that is stuck is not worth a master that never ends.
    private static readonly TimeSpan PatienceOfLastAnswers = TimeSpan.FromSeconds(1);

    private readonly ControlSocket _socket;
    private readonly ControlMaster _master;
    private readonly ClientTable _clients;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _isDisposed;

    private ControlServer(ControlSocket socket, string path, ControlMaster master)
    {
        (_socket, Path, _master) = (socket, path, master);
        _clients = new ClientTable(master.Options);
        _accepting = AcceptAsync();
    }

    /// <summary>The path of the socket.</summary>
    public string Path { get; }

    /// <summary>Opens the socket. The directory of <see cref="ControlSocketPath.Directory()"/> is made when it is used; any other must be there.</summary>
    /// <param name="path">The path of the socket, see <see cref="ControlSocketPath.For(string)"/>. Beside it, a lock file is made and stays.</param>
    /// <param name="pools">The pools, as in <see cref="IWorkerPoolGroup.Pools"/>, or one.</param>
    /// <param name="stop">Stops all pools, and completes when they are over; called once for each request.</param>
    /// <param name="options">What else it offers, and its limits.</param>
    /// <returns>The running server.</returns>
    /// <exception cref="ControlNameTakenException">Another master has the socket.</exception>
    /// <exception cref="IOException">The socket can't be made there.</exception>
    public static ControlServer Start(string path, IReadOnlyList<IWorkerPool> pools, Func<StopMode, Task> stop, ControlServerOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(pools);
        ArgumentNullException.ThrowIfNull(stop);
        ControlSocket socket = ControlSocket.Open(path);
        return new ControlServer(socket, path, new ControlMaster(pools, stop, options ?? new ControlServerOptions()));
    }

    /// <summary>Removes the socket, answers what can be answered at once, and disconnects everybody.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        _master.Events.Complete();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _clients.EndAsync(PatienceOfLastAnswers).ConfigureAwait(false);
        _master.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        // Not in the turn of whoever starts the server.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (Volatile.Read(ref _isDisposed) == 0)
        {
            try
            {
                Admit(await _socket.Listener.AcceptAsync().ConfigureAwait(false));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                if (Volatile.Read(ref _isDisposed) == 0 && exception is SocketException)
                {
                    // No descriptors or memory left (EMFILE, ENOMEM): the client waits in the backlog, and there is no notice of better times.
                    await Task.Delay(TimeSpan.FromSeconds(1), _master.Options.TimeProvider).ConfigureAwait(false);
                }
            }
        }
    }

    private void Admit(Socket socket)
    {
        var client = new ControlClientSession(socket, _master, _stopping.Token);
        if (!IsOurs(socket))
        {
            client.TurnAway(ControlErrorCode.Refused, "Only the user of the master, and root, may use its control socket.");
        }
        else if (_clients.TryAdd(client))
        {
            _clients.Run(client);
        }
        else
        {
            client.TurnAway(ControlErrorCode.Busy, $"{_master.Options.MaxClients} clients are connected already. Try again later.");
        }
    }

    private static bool IsOurs(Socket socket)
    {
        try
        {
            uint peer = ControlSocket.PeerOf(socket);
            return peer == 0 || peer == LibC.EffectiveUserId();
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
