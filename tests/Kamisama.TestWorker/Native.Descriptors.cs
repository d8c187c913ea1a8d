using System.Runtime.InteropServices;

namespace Kamisama.TestWorker;

/// <content>Pipes, and descriptors sent to another process: SCM_RIGHTS in unix(7). Layouts of x64 and arm64.</content>
internal static unsafe partial class Native
{
    private const int SolSocket = 1;
    private const int ScmRights = 1;

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "pipe")]
    private static partial int Pipe(int* ends);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int descriptor, void* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "sendmsg")]
    private static partial nint SendMessage(int socket, void* message, int flags);

    public static (int ReadEnd, int WriteEnd) CreatePipe()
    {
        int* ends = stackalloc int[2];
        return Pipe(ends) == 0 ? (ends[0], ends[1]) : throw new IOException("No pipe could be made.");
    }

    public static void WaitForEnd(int descriptor)
    {
        byte unused;
        while (Read(descriptor, &unused, 1) != 0)
        {
        }
    }

    /// <summary>sendmsg(2) with one descriptor.</summary>
    public static nint SendDescriptor(int socket, ReadOnlySpan<byte> text, int descriptor)
    {
        fixed (byte* bytes = text)
        {
            long* control = stackalloc long[3] { 20 /* CMSG_LEN of one int */, SolSocket | ((long)ScmRights << 32), descriptor };
            nint* buffer = stackalloc nint[2] { (nint)bytes, text.Length };
            nint* message = stackalloc nint[7] { 0, 0, (nint)buffer, 1, (nint)control, 24, 0 };
            return SendMessage(socket, message, 0);
        }
    }
}
