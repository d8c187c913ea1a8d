using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Kamisama.Control;

/// <summary>Makes a control socket one master's: a lock on a file beside it, which the kernel takes away however that master ends.</summary>
/// <remarks>The file stays when the lock is gone: who unlinked it might unlink one that a third master has just locked.</remarks>
internal sealed class ControlLock : IDisposable
{
    private int _descriptor;

    private ControlLock(int descriptor) => _descriptor = descriptor;

    /// <summary>The file that is locked for a socket.</summary>
    public static string PathOf(string socket) =>
        (socket.EndsWith(".sock", StringComparison.Ordinal) ? socket[..^".sock".Length] : socket) + ".lock";

    /// <summary>Takes the lock, or says who has it; never waits.</summary>
    /// <exception cref="ControlNameTakenException">Another master has it.</exception>
    /// <exception cref="IOException">The file can't be made or is somebody else's.</exception>
    public static ControlLock Take(string socket)
    {
        string path = PathOf(socket);
        int descriptor = LibC.Open(path, LibC.O_RDWR | LibC.O_CREAT | LibC.O_CLOEXEC | LibC.O_NOFOLLOW, 0x180);
        if (descriptor < 0)
        {
            throw new IOException($"Cannot open the lock '{path}' of the control socket: {Marshal.GetLastPInvokeErrorMessage()}. Choose another name or path with --control.");
        }

        try
        {
            Lock(descriptor, path, socket);
            WritePid(descriptor);
            return new ControlLock(descriptor);
        }
        catch
        {
            _ = LibC.Close(descriptor);
            throw;
        }
    }

    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
        {
            // Not by closing alone: a child between fork and exec has the descriptor for a moment longer, and with it the lock.
            _ = LibC.Truncate(descriptor, 0);
            _ = LibC.Lock(descriptor, LibC.LOCK_UN);
            _ = LibC.Close(descriptor);
        }
    }

    private static void Lock(int descriptor, string path, string socket)
    {
        if (FileFacts.Of(descriptor) is not { IsRegularFile: true } facts || facts.Owner != LibC.EffectiveUserId())
        {
            throw new IOException($"The lock '{path}' of the control socket is no file of this user. Remove it, or choose another name or path with --control.");
        }

        while (LibC.Lock(descriptor, LibC.LOCK_EX | LibC.LOCK_NB) != 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            if (errno == LibC.EWOULDBLOCK)
            {
                throw new ControlNameTakenException(socket, ReadPid(descriptor));
            }

            if (errno != LibC.EINTR)
            {
                throw new IOException($"Cannot lock '{path}': {Marshal.GetPInvokeErrorMessage(errno)}. Choose a path on a local file system with --control.");
            }
        }
    }

    private static unsafe void WritePid(int descriptor)
    {
        byte[] text = Encoding.ASCII.GetBytes(FormattableString.Invariant($"{Environment.ProcessId}\n"));
        fixed (byte* bytes = text)
        {
            // For people and for the text of an error; the lock is what counts.
            _ = LibC.Truncate(descriptor, 0);
            _ = LibC.WriteAt(descriptor, bytes, text.Length, 0);
        }
    }

    private static unsafe int? ReadPid(int descriptor)
    {
        Span<byte> text = stackalloc byte[16];
        fixed (byte* bytes = text)
        {
            int length = (int)LibC.ReadAt(descriptor, bytes, text.Length, 0);
            return length > 0 && int.TryParse(text[..length].TrimEnd((byte)'\n'), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : null;
        }
    }
}
