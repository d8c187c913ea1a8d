using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Kamisama.Control;

/// <summary>A listening socket in the file system that only its user can connect to, at no moment anybody else.</summary>
internal sealed class ControlSocket : IDisposable
{
    private const int Backlog = 128;
    private const int SolSocket = 1, SoPeerCred = 17;

    private readonly ControlLock _lock;
    private readonly string _path;

    private ControlSocket(ControlLock taken, string path, Socket listener) => (_lock, _path, Listener) = (taken, path, listener);

    /// <summary>Where clients are accepted.</summary>
    public Socket Listener { get; }

    /// <exception cref="ControlNameTakenException">Another master has it.</exception>
    /// <exception cref="IOException">The path can't be used.</exception>
    public static ControlSocket Open(string path)
    {
        if (Path.GetDirectoryName(path) is { } directory && directory == ControlSocketPath.Directory())
        {
            ControlSocketPath.Prepare(directory);
        }

        ControlLock taken = ControlLock.Take(path);
        Socket? listener = null;
        try
        {
            RemoveLeftover(path);
            listener = Bind(path);
            return new ControlSocket(taken, path, listener);
        }
        catch
        {
            listener?.Dispose();
            taken.Dispose();
            throw;
        }
    }

    /// <summary>The user of the process that connected.</summary>
    public static uint PeerOf(Socket client)
    {
        // struct ucred: pid, uid, gid.
        Span<byte> credentials = stackalloc byte[12];
        client.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        return BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..]);
    }

    /// <summary>Whether the other side has closed, not only said that it will send nothing more.</summary>
    public static unsafe bool HasHungUp(Socket client)
    {
        var poll = new LibC.PollDescriptor { Descriptor = (int)client.Handle };
        return LibC.Poll(&poll, 1, 0) > 0 && (poll.Returned & (LibC.POLLHUP | LibC.POLLERR)) != 0;
    }

    public void Dispose()
    {
        // In this order: the name is gone before the next master can have it.
        _ = LibC.Unlink(_path);
        Listener.Dispose();
        _lock.Dispose();
    }

    private static Socket Bind(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // The file gets the mode of the socket itself, without the bits of the umask: it is never wider, and no thread's umask is touched.
            if (LibC.ChangeMode((int)socket.Handle, 0x180) != 0)
            {
                throw new IOException($"fchmod of a new socket failed: {Marshal.GetLastPInvokeErrorMessage()}.");
            }

            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException($"Cannot make the control socket '{path}': {exception.Message}. Choose another name or path with --control.", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The lock is held: a socket that is there now is one of a master that was killed.
    private static void RemoveLeftover(string path)
    {
        if (FileFacts.Of(path) is not { } facts)
        {
            return;
        }

        if (!facts.IsSocket || facts.Owner != LibC.EffectiveUserId())
        {
            throw new IOException($"'{path}' is there already and is no socket of this user, so it is left alone. Choose another name or path with --control.");
        }

        _ = LibC.Unlink(path);
    }
}
