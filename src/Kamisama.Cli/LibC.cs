using System.Runtime.InteropServices;

namespace Kamisama.Cli;

/// <summary>The calls of the C library that the command makes itself: most of them to write to inherited descriptors.</summary>
/// <remarks>System.Console is not used: it sets up the terminal and handles SIGCHLD, SIGCONT and SIGWINCH, none of which a supervisor wants.</remarks>
internal static unsafe partial class LibC
{
    public const int EINTR = 4, EAGAIN = 11;
    public const int F_GETFD = 1, FD_CLOEXEC = 1;
    public const nuint TIOCGWINSZ = 0x5413;
    public const short POLLOUT = 4;
    public const int SIG_BLOCK = 0;
    public const int M_ARENA_MAX = -8;

    /// <summary>Room for a sigset_t of any C library.</summary>
    public const int SignalSetSize = 128;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int FileControl(int descriptor, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* bytes, nint count);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int DeviceControl(int descriptor, nuint request, void* argument);

    [LibraryImport(Library, EntryPoint = "pthread_sigmask")]
    public static partial int ThreadSignalMask(int how, byte* set, byte* oldSet);

    /// <summary>A setting of malloc(3). There is no such function in musl.</summary>
    [LibraryImport(Library, EntryPoint = "mallopt")]
    public static partial int MemoryAllocationOption(int parameter, int value);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
