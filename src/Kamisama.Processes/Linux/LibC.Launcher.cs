using System.Runtime.InteropServices;

namespace Kamisama.Processes;

/// <summary>What <see cref="LauncherImage"/> needs of the C library.</summary>
/// <remarks>fcntl(2) and open(2) are variadic in C; on Linux x64 and arm64 that changes nothing for integers.</remarks>
internal static partial class LibC
{
    /// <summary>MFD_CLOEXEC | MFD_ALLOW_SEALING.</summary>
    internal const uint MemoryFileSealable = 0x3;

    /// <summary>MFD_EXEC, Linux 6.3 and later: asks for an executable one also when vm.memfd_noexec is 1.</summary>
    internal const uint MemoryFileExecutable = 0x10;

    /// <summary>F_ADD_SEALS.</summary>
    internal const int AddSeals = 1033;

    /// <summary>F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE.</summary>
    internal const int EverySeal = 0xF;

    /// <summary>F_DUPFD_CLOEXEC.</summary>
    internal const int DuplicateCloseOnExec = 1030;

    /// <summary>O_RDONLY | O_CLOEXEC.</summary>
    internal const int OpenToRead = 0x80000;

    /// <summary>O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC.</summary>
    internal const int CreateToWrite = 0x80000 | 0x80 | 0x40 | 0x1;

    /// <summary>X_OK.</summary>
    internal const int MayExecute = 1;

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateMemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OpenLauncherFile(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static unsafe partial nint WriteLauncherBytes(int descriptor, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int SetLauncherMode(int descriptor, uint mode);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int ControlLauncherDescriptor(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CheckLauncherAccess(string path, int mode);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int RemoveLauncherFile(string path);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int CloseLauncherFile(int descriptor);
}
