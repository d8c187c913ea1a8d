using System.Runtime.InteropServices;

namespace Kamisama.Actors.Tests.Output;

/// <summary>A small disk in memory, which can be full; gone when it is disposed.</summary>
internal sealed partial class Tmpfs : IDisposable
{
    private const int MNT_DETACH = 2;

    public Tmpfs(string folder, int size)
    {
        Path = System.IO.Path.Combine(folder, "disk");
        Directory.CreateDirectory(Path);
        if (Mount("tmpfs", Path, "tmpfs", 0, $"size={size},mode=0777") != 0)
        {
            throw new InvalidOperationException($"No tmpfs can be mounted at {Path}: errno {Marshal.GetLastPInvokeError()}.");
        }
    }

    public string Path { get; }

    /// <summary>Whether one can be had here.</summary>
    public static bool IsPermitted { get; } = Try();

    public void Dispose() => _ = Unmount(Path, MNT_DETACH);

    private static bool Try()
    {
        string folder = Directory.CreateTempSubdirectory("kamisama-tmpfs-").FullName;
        try
        {
            using var disk = new Tmpfs(folder, 65536);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, nuint flags, string data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target, int flags);
}

/// <summary>A test that needs a full disk: where none can be mounted (no root, no CAP_SYS_ADMIN) it is skipped.</summary>
public sealed class TmpfsFactAttribute : FactAttribute
{
    /// <summary>Looks once.</summary>
    public TmpfsFactAttribute() => Skip = Tmpfs.IsPermitted ? null : "A tmpfs can't be mounted here: that needs root with CAP_SYS_ADMIN.";
}
