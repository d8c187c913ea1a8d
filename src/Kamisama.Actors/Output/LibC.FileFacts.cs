using System.Runtime.InteropServices;
using System.Text;

namespace Kamisama.Actors;

/// <content>statx(2): one layout for every processor, which struct stat has not. By its number, for musl had no wrapper before 1.2.5.</content>
internal static unsafe partial class LibC
{
    private const int AT_FDCWD = -100, AT_EMPTY_PATH = 0x1000, AT_SYMLINK_NOFOLLOW = 0x100, STATX_BASIC_STATS = 0x7FF;
    private const int S_IFMT = 0xF000, S_IFREG = 0x8000, S_IFDIR = 0x4000;

    private static readonly int SysStatX = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 291 : 332;

    /// <summary>What is known of an open file.</summary>
    /// <returns>0 or the errno.</returns>
    public static int FactsOf(int descriptor, out FileFacts facts) => StatX(descriptor, ""u8, AT_EMPTY_PATH, out facts);

    /// <summary>What is known of the file that a path names; symbolic links are followed.</summary>
    /// <param name="path">In UTF-8, with a NUL at its end.</param>
    /// <param name="facts">The facts.</param>
    /// <returns>0 or the errno.</returns>
    public static int FactsOf(ReadOnlySpan<byte> path, out FileFacts facts) => StatX(AT_FDCWD, path, 0, out facts);

    /// <summary>The same of the link itself, where the path names one.</summary>
    public static int FactsOfLink(ReadOnlySpan<byte> path, out FileFacts facts) => StatX(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, out facts);

    /// <summary>The same for a path that is not in hand in UTF-8.</summary>
    public static int FactsOf(string path, out FileFacts facts) => FactsOf(Encoding.UTF8.GetBytes(path + '\0'), out facts);

    private static int StatX(int directory, ReadOnlySpan<byte> path, int flags, out FileFacts facts)
    {
        byte* record = stackalloc byte[256];
        fixed (byte* name = path)
        {
            byte nothing = 0;
            if (Syscall(SysStatX, directory, (nint)(name == null ? &nothing : name), flags, STATX_BASIC_STATS, (nint)record) != 0)
            {
                facts = default;
                return Errno;
            }
        }

        int kind = *(ushort*)(record + 28) & S_IFMT;
        facts = new FileFacts(
            *(ulong*)(record + 136),
            *(long*)(record + 32),
            *(long*)(record + 40),
            *(long*)(record + 112),
            *(uint*)(record + 20),
            kind == S_IFREG,
            kind == S_IFDIR);
        return 0;
    }

    /// <summary>What is known of a file.</summary>
    /// <param name="Device">Where it is.</param>
    /// <param name="Inode">Which one it is there.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="ModifiedAt">Seconds since 1970.</param>
    /// <param name="Owner">Whose it is.</param>
    /// <param name="IsRegular">Whether it is neither a device nor a pipe nor the like.</param>
    /// <param name="IsDirectory">Whether it is a directory.</param>
    public readonly record struct FileFacts(ulong Device, long Inode, long Size, long ModifiedAt, uint Owner, bool IsRegular, bool IsDirectory);
}
