using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Kamisama.Control;

/// <summary>Whose a file is, what kind, and who may do what with it; of the name itself, never of what a link points to.</summary>
/// <param name="Owner">The uid of its owner.</param>
/// <param name="Mode">st_mode, see inode(7).</param>
internal readonly record struct FileFacts(uint Owner, int Mode)
{
    private const int TypeMask = 0xF000, Directory = 0x4000, Socket = 0xC000, RegularFile = 0x8000;
    private const int AtFileDescriptorCwd = -100, AtSymlinkNoFollow = 0x100, AtEmptyPath = 0x1000;
    private const uint Basic = 0x7ff;

    public bool IsDirectory => (Mode & TypeMask) == Directory;

    public bool IsSocket => (Mode & TypeMask) == Socket;

    public bool IsRegularFile => (Mode & TypeMask) == RegularFile;

    /// <summary>The nine bits, and the three before them.</summary>
    public int Permissions => Mode & 0xFFF;

    /// <summary>Reads them; <see langword="null"/> when there is no such file, or it can't be looked at.</summary>
    public static FileFacts? Of(string path) => Read(AtFileDescriptorCwd, path, AtSymlinkNoFollow);

    /// <summary>The same of an open file.</summary>
    public static FileFacts? Of(int descriptor) => Read(descriptor, "", AtEmptyPath);

    // statx(2), not lstat(3): one layout on every architecture, and musl has no function for it that is old enough.
    private static unsafe FileFacts? Read(int directory, string path, int flags)
    {
        byte* result = stackalloc byte[256];
        nint number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 291 : 332;
        if (LibC.StatX(number, directory, path, flags, Basic, result) != 0)
        {
            return null;
        }

        var bytes = new ReadOnlySpan<byte>(result, 256);
        return new FileFacts(BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]));
    }
}
