using System.Runtime.InteropServices;
using System.Text;

namespace Kamisama.Processes;

/// <summary>The one socket on which the processes of the application say what sd_notify(3) has words for; made at its first use.</summary>
/// <remarks>
/// <para>The kernel tells the sender's pid with each datagram, see SCM_CREDENTIALS in unix(7), and a message counts for the
/// process with exactly this pid. Only root can name another pid than its own.</para>
/// <para>Its name is in the abstract namespace, which belongs to the network namespace: no file to place, to permit or to
/// leave behind, but a process that is given a network of its own does not reach it.</para>
/// <para>What a process sent before it ended is heard before its exit is told: see <see cref="Drain"/>.</para>
/// </remarks>
internal sealed unsafe class NotifySocket : IEpollTarget
{
    public const string Variable = "NOTIFY_SOCKET";

    // As systemd has it: PIPE_BUF.
    private const int MaxMessage = 4096;

    // At a time, so that a flood of datagrams keeps nobody's exit waiting.
    private const int Batch = 64;

    // More than the kernel ever queues: net.unix.max_dgram_qlen is 10, with systemd 512.
    private const int WholeQueue = 1024;

    private static NotifySocket? _shared;

    private readonly int _socket;
    private readonly byte* _bytes = (byte*)NativeMemory.Alloc(MaxMessage);

    private NotifySocket(int socket, string name) => (_socket, Address) = (socket, "@" + name);

    /// <summary>The value of NOTIFY_SOCKET.</summary>
    public string Address { get; }

    /// <summary>From the spawner thread: the socket.</summary>
    /// <returns><see langword="null"/> with the errno when it can't be made; the next use tries again.</returns>
    public static NotifySocket? Open(out int errno)
    {
        errno = 0;
        if (_shared is { } shared)
        {
            return shared;
        }

        EpollThread thread = EpollThread.Shared;
        int descriptor = LibC.Socket(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.O_CLOEXEC | LibC.O_NONBLOCK, 0);
        if (descriptor < 0)
        {
            errno = LibC.Errno;
            return null;
        }

        var socket = new NotifySocket(descriptor, $"kamisama-{Environment.ProcessId}-{Guid.NewGuid():N}");
        errno = socket.Begin(thread);
        if (errno != 0)
        {
            _ = LibC.Close(descriptor);
            NativeMemory.Free(socket._bytes);
            return null;
        }

        Volatile.Write(ref _shared, socket);
        return socket;
    }

    /// <summary>
    /// From the epoll thread, before an ended process is collected: hears what is queued. All that it sent is in the queue by
    /// then, for the kernel puts a datagram there before send returns, and the pid is its own until it is collected.
    /// </summary>
    public static void Drain() => Volatile.Read(ref _shared)?.Receive(WholeQueue);

    public void OnReady(long token) => Receive(Batch);

    public void OnFault(Exception exception)
    {
        // Nobody waits for a message as such; what is still queued is read at the next wake-up, which is at once.
    }

    private int Begin(EpollThread thread)
    {
        Span<byte> address = stackalloc byte[108];
        address.Clear();
        MemoryMarshal.Write(address, LibC.AF_UNIX);
        int length = sizeof(ushort) + 1 + Encoding.ASCII.GetBytes(Address.AsSpan(1), address[3..]);
        int on = 1;
        fixed (byte* name = address)
        {
            if (LibC.SetSocketOption(_socket, LibC.SOL_SOCKET, LibC.SO_PASSCRED, &on, sizeof(int)) != 0
                || LibC.Bind(_socket, name, (uint)length) != 0)
            {
                return LibC.Errno;
            }
        }

        return thread.Add(_socket, LibC.EPOLLIN, this) is < 0 and var error ? (int)-error : 0;
    }

    private void Receive(int count)
    {
        while (count-- > 0 && TryReceive(out int length, out int sender))
        {
            if (length > 0 && sender > 0)
            {
                OwnChildren.Find(sender)?.Hear(NotifyMessage.Parse(new ReadOnlySpan<byte>(_bytes, length)));
            }
        }
    }

    /// <summary>Takes one datagram; <see langword="false"/> when none is there. A length of 0: not to be heard.</summary>
    private bool TryReceive(out int length, out int sender)
    {
        // Room for the credentials and not for one descriptor more: those the kernel then closes, and whoever waits for
        // that goes on, see sd_notify_barrier(3).
        LibC.CredentialsMessage credentials = default;
        var buffer = new LibC.Buffer { Start = _bytes, Length = MaxMessage };
        var message = new LibC.MessageHeader
        {
            Buffers = &buffer,
            BufferCount = 1,
            Control = &credentials,
            ControlLength = sizeof(LibC.CredentialsMessage),
        };
        length = (int)LibC.ReceiveMessage(_socket, &message, 0);
        bool isReceived = length >= 0;
        bool isTold = credentials.Level == LibC.SOL_SOCKET && credentials.Type == LibC.SCM_CREDENTIALS;
        sender = isTold ? credentials.Pid : 0;
        length = (message.Flags & LibC.MSG_TRUNC) != 0 ? 0 : length;
        return isReceived;
    }
}
