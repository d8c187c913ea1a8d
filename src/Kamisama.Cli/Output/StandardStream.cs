using System.Runtime.InteropServices;
using System.Text;

namespace Kamisama.Cli.Output;

/// <summary>Standard output or error as it was inherited. Writing to it never fails: what it does not take is gone.</summary>
/// <remarks>
/// A line is one write(2), so lines up to PIPE_BUF do not mix with those of the workers in a pipe. A broken pipe (EPIPE), a
/// full disk (ENOSPC), a terminal that is gone (EIO): the line is lost, the next one is tried all the same.
/// </remarks>
internal sealed unsafe class StandardStream
{
    public const int OutputDescriptor = 1, ErrorDescriptor = 2;

    private const int WidthOfUnknown = 80;

    private readonly int? _descriptor;

    private StandardStream(int? descriptor) => _descriptor = descriptor;

    /// <summary>How many characters a line of the terminal has; <see langword="null"/>: it is none. See TIOCGWINSZ(2const).</summary>
    public int? TerminalWidth
    {
        get
        {
            // Rows, columns, and two that nobody uses. A terminal that does not know its size says 0.
            ushort* size = stackalloc ushort[4];
            return _descriptor is { } descriptor && LibC.DeviceControl(descriptor, LibC.TIOCGWINSZ, size) == 0
                ? size[1] > 0 ? size[1] : WidthOfUnknown
                : null;
        }
    }

    /// <summary>A stream over a descriptor, if there was one when the program was executed.</summary>
    /// <remarks>
    /// When it was closed, the runtime may have got the number for a pipe of its own. Those are close-on-exec, and nothing
    /// that was inherited through execve(2) can be.
    /// </remarks>
    public static StandardStream Open(int descriptor)
    {
        int flags = LibC.FileControl(descriptor, LibC.F_GETFD, 0);
        return new StandardStream(flags >= 0 && (flags & LibC.FD_CLOEXEC) == 0 ? descriptor : null);
    }

    public void WriteLine(string line) => Write(Encoding.UTF8.GetBytes(line + "\n"));

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_descriptor is not { } descriptor)
        {
            return;
        }

        fixed (byte* first = bytes)
        {
            int written = 0;
            while (written < bytes.Length)
            {
                nint count = LibC.Write(descriptor, first + written, bytes.Length - written);
                if (count >= 0)
                {
                    written += (int)count;
                }
                else if (!CanTryAgain(descriptor, Marshal.GetLastPInvokeError()))
                {
                    return;
                }
            }
        }
    }

    // Whoever shares the descriptor may have made it non-blocking, for all of us: see O_NONBLOCK in open(2).
    private static bool CanTryAgain(int descriptor, int errno)
    {
        if (errno == LibC.EAGAIN)
        {
            var poll = new LibC.PollDescriptor { Descriptor = descriptor, Events = LibC.POLLOUT };
            _ = LibC.Poll(&poll, 1, -1);
        }

        return errno is LibC.EAGAIN or LibC.EINTR;
    }
}
