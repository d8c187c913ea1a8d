using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Kamisama.Benchmarks;

/// <summary>The few system calls of the driver.</summary>
internal static partial class Native
{
    public const int SigTerm = 15, SigKill = 9, SigTtin = 21, SigTtou = 22;

    /// <summary>Sends a signal; a process that is gone is no error.</summary>
    public static void Signal(int pid, int signal) => _ = Kill(pid, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, int mode);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, Span<byte> buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    /// <summary>A named pipe, see fifo(7), held open for both directions, so that its end is never reached.</summary>
    internal sealed class Fifo : IDisposable
    {
        private const int ReadWrite = 2, CloseOnExec = 0x80000, SetPipeSize = 1031, OwnerOnly = 384;

        private readonly int _descriptor;

        private Fifo(int descriptor) => _descriptor = descriptor;

        public static Fifo Create(string path)
        {
            int descriptor = MakeFifo(path, OwnerOnly) == 0 ? Open(path, ReadWrite | CloseOnExec, 0) : -1;
            if (descriptor < 0)
            {
                throw new IOException($"Cannot make the FIFO '{path}': {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
            }

            // Writers do not wait for room, so there has to be room for thousands of records. Refused: as large as it is.
            _ = Control(descriptor, SetPipeSize, 1 << 20);
            return new Fifo(descriptor);
        }

        public int Read(Span<byte> buffer) => (int)Native.Read(_descriptor, buffer, buffer.Length);

        /// <summary>Makes a waiting <see cref="Read"/> return.</summary>
        public void Wake() => _ = Write(_descriptor, new byte[16], 16);

        public void Dispose() => _ = Close(_descriptor);
    }
}
