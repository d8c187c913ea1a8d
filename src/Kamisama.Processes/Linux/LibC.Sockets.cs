using System.Runtime.InteropServices;

namespace Kamisama.Processes;

/// <content>The little of socket(2) that <see cref="NotifySocket"/> needs; layouts of x64 and arm64, which glibc and musl share.</content>
internal static unsafe partial class LibC
{
    public const ushort AF_UNIX = 1;
    public const int SOCK_DGRAM = 2;
    public const int SOL_SOCKET = 1;
    public const int SO_PASSCRED = 16;
    public const int SCM_CREDENTIALS = 2;
    public const int MSG_TRUNC = 0x20;

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int socket, byte* address, uint length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSocketOption(int socket, int level, int name, void* value, uint length);

    [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(int socket, MessageHeader* message, int flags);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Buffer
    {
        public byte* Start;
        public nint Length;
    }

    /// <summary>struct msghdr.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 56)]
    public struct MessageHeader
    {
        [FieldOffset(16)]
        public Buffer* Buffers;

        [FieldOffset(24)]
        public nint BufferCount;

        [FieldOffset(32)]
        public void* Control;

        [FieldOffset(40)]
        public nint ControlLength;

        [FieldOffset(48)]
        public int Flags;
    }

    /// <summary>struct cmsghdr with a struct ucred behind it: CMSG_SPACE(sizeof(struct ucred)) bytes, and nothing else fits in.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    public struct CredentialsMessage
    {
        [FieldOffset(8)]
        public int Level;

        [FieldOffset(12)]
        public int Type;

        [FieldOffset(16)]
        public int Pid;
    }
}
