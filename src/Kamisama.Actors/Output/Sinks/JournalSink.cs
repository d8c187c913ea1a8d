using System.Runtime.InteropServices;
using System.Text;

namespace Kamisama.Actors;

/// <summary>The journal of systemd: a datagram for each line, or for one that is too large a sealed file in memory.</summary>
/// <remarks>See https://systemd.io/JOURNAL_NATIVE_PROTOCOL/</remarks>
internal sealed unsafe class JournalSink(string path, TimeProvider time) : StallingSink(path, time)
{
    private const int PathLength = 108;
    private const int SendBuffer = 1 << 20;

    private int _socket = -1;

    protected override int Descriptor => _socket;

    protected override void Rest()
    {
        if (_socket >= 0)
        {
            _ = LibC.Close(_socket);
            _socket = -1;
        }
    }

    protected override int WriteSome(LineBatch pending, ref int done)
    {
        int errno = _socket >= 0 ? 0 : Connect();
        foreach (LineBatch.LineEnd end in pending.Ends)
        {
            if (errno == 0 && end.At > done)
            {
                errno = Send(pending.Bytes[done..end.At]);
                done = errno == 0 ? end.At : done;
            }
        }

        if (errno is not (0 or LibC.EAGAIN))
        {
            Rest(); // It may have been restarted: the next try connects anew.
        }

        return errno;
    }

    private int Connect()
    {
        Span<byte> address = stackalloc byte[sizeof(ushort) + PathLength];
        address.Clear();
        MemoryMarshal.Write(address, (ushort)LibC.AF_UNIX);
        int length = sizeof(ushort) + Encoding.UTF8.GetBytes(Target, address[sizeof(ushort)..]) + 1;
        _socket = LibC.Socket(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.O_CLOEXEC | LibC.O_NONBLOCK, 0);
        if (_socket < 0)
        {
            return LibC.Errno;
        }

        int size = SendBuffer;
        _ = LibC.SetSocketOption(_socket, LibC.SOL_SOCKET, LibC.SO_SNDBUF, &size, sizeof(int));
        fixed (byte* name = address)
        {
            return LibC.Connect(_socket, name, (uint)length) == 0 ? 0 : LibC.Errno;
        }
    }

    private int Send(ReadOnlySpan<byte> entry)
    {
        fixed (byte* start = entry)
        {
            var buffer = new LibC.Buffer { Start = start, Length = entry.Length };
            var message = new LibC.MessageHeader { Buffers = &buffer, BufferCount = 1 };
            int errno = Send(&message);
            return errno is LibC.EMSGSIZE or LibC.ENOBUFS ? SendAsFile(entry) : errno;
        }
    }

    private int SendAsFile(ReadOnlySpan<byte> entry)
    {
        int file = LibC.CreateMemoryFile("kamisama-journal", LibC.MFD_CLOEXEC | LibC.MFD_ALLOW_SEALING);
        if (file < 0)
        {
            return LibC.Errno;
        }

        try
        {
            int errno = Fill(file, entry);
            if (errno != 0)
            {
                return errno;
            }

            var descriptor = new LibC.DescriptorMessage { Length = 20, Level = LibC.SOL_SOCKET, Type = LibC.SCM_RIGHTS, Descriptor = file };
            var message = new LibC.MessageHeader { Control = &descriptor, ControlLength = sizeof(LibC.DescriptorMessage) };
            return Send(&message);
        }
        finally
        {
            _ = LibC.Close(file);
        }
    }

    private static int Fill(int file, ReadOnlySpan<byte> entry)
    {
        int done = 0;
        fixed (byte* start = entry)
        {
            while (done < entry.Length)
            {
                nint count = LibC.Write(file, start + done, entry.Length - done);
                if (count < 0 && LibC.Errno is not LibC.EINTR and var errno)
                {
                    return errno;
                }

                done += (int)Math.Max(count, 0);
            }
        }

        return LibC.ControlDescriptor(file, LibC.F_ADD_SEALS, LibC.EverySeal) < 0 ? LibC.Errno : 0;
    }

    private int Send(LibC.MessageHeader* message)
    {
        while (LibC.SendMessage(_socket, message, LibC.MSG_DONTWAIT | LibC.MSG_NOSIGNAL) < 0)
        {
            if (LibC.Errno is not LibC.EINTR and var errno)
            {
                return errno;
            }
        }

        return 0;
    }
}
