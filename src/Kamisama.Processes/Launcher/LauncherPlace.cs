using System.Globalization;
using System.Runtime.InteropServices;

namespace Kamisama.Processes;

/// <summary>One place where the launcher's bytes are: a descriptor, a file, or both.</summary>
internal sealed class LauncherPlace : IDisposable
{
    // Above the low numbers: posix_spawn's file actions put the report pipe on 3, and the name would then mean the pipe.
    private const int LowestDescriptor = 64;
    private const uint OwnerMayReadAndExecute = 0x140; // 0500

    private readonly EventHandler? _atExit;
    private readonly string? _file;
    private int _descriptor;

    private LauncherPlace(int descriptor, string? file, bool inMemory)
    {
        (_descriptor, _file, IsInMemory) = (descriptor, file, inMemory);
        if (file is not null)
        {
            _atExit = (_, _) => Dispose();
            AppDomain.CurrentDomain.ProcessExit += _atExit;
        }
    }

    internal bool IsInMemory { get; }

    internal string Path => _file ?? DescriptorPath(_descriptor);

    /// <summary>A sealed memory file; <see langword="null"/> where it can't be made, or not be executed. memfd_create(2)</summary>
    internal static LauncherPlace? InMemory(byte[] bytes)
    {
        var writable = CreateMemoryFile();
        if (writable < 0)
        {
            return null;
        }

        var readable = -1;
        if (Write(writable, bytes) == 0
            && LibC.ControlLauncherDescriptor(writable, LibC.AddSeals, LibC.EverySeal) == 0)
        {
            readable = OpenHigh(DescriptorPath(writable));
        }

        // Nobody executes what somebody has open for writing: ETXTBSY, execve(2).
        _ = LibC.CloseLauncherFile(writable);
        return readable >= 0 ? Checked(new(readable, null, inMemory: true)) : null;
    }

    /// <summary>A private file in the first directory that takes one and lets it be executed.</summary>
    /// <exception cref="ProcessStartException">None does.</exception>
    internal static LauncherPlace InFile(byte[] bytes, IEnumerable<string> directories, bool haveProc = true)
    {
        var (errno, tried) = (Errnos.ENOENT, new List<string>());
        foreach (var directory in directories)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"kamisama-launcher-{Environment.ProcessId}-{Guid.NewGuid():N}");
            var file = System.IO.Path.Combine(directory, name);
            errno = WriteFile(file, bytes);
            if (errno == 0)
            {
                return Unlinked(file, haveProc) ?? new(-1, file, inMemory: false);
            }

            tried.Add(directory);
        }

        throw new ProcessStartException(new(ProcessStartStage.Prepare, errno, $"the launcher, in {string.Join(" or ", tried)}"));
    }

    /// <summary>Where a private file may go, best first: the user's own, then what everybody has.</summary>
    internal static IEnumerable<string> Directories() =>
        new[] { Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), System.IO.Path.GetTempPath(), "/run", "/var/tmp", "/dev/shm" }
            .OfType<string>().Where(System.IO.Path.IsPathRooted).Distinct();

    public void Dispose()
    {
        if (_atExit is not null)
        {
            AppDomain.CurrentDomain.ProcessExit -= _atExit;
        }

        if (_file is not null)
        {
            _ = LibC.RemoveLauncherFile(_file);
        }

        if (Interlocked.Exchange(ref _descriptor, -1) is >= 0 and var descriptor)
        {
            _ = LibC.CloseLauncherFile(descriptor);
        }
    }

    private static int CreateMemoryFile()
    {
        var made = LibC.CreateMemoryFile("kamisama-launcher", LibC.MemoryFileSealable | LibC.MemoryFileExecutable);

        // EINVAL: a kernel before 6.3, where every memory file can be executed.
        return made < 0 && Marshal.GetLastPInvokeError() == Errnos.EINVAL
            ? LibC.CreateMemoryFile("kamisama-launcher", LibC.MemoryFileSealable)
            : made;
    }

    private static LauncherPlace? Checked(LauncherPlace place)
    {
        if (LibC.CheckLauncherAccess(place.Path, LibC.MayExecute) == 0)
        {
            return place;
        }

        place.Dispose();
        return null;
    }

    private static int WriteFile(string file, byte[] bytes)
    {
        var writable = LibC.OpenLauncherFile(file, LibC.CreateToWrite, OwnerMayReadAndExecute);
        if (writable < 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        // The umask may have taken bits away.
        var errno = LibC.SetLauncherMode(writable, OwnerMayReadAndExecute) < 0 ? Marshal.GetLastPInvokeError() : Write(writable, bytes);
        _ = LibC.CloseLauncherFile(writable);
        if (errno == 0 && LibC.CheckLauncherAccess(file, LibC.MayExecute) < 0)
        {
            errno = Marshal.GetLastPInvokeError(); // EACCES: a file system mounted noexec, access(2)
        }

        if (errno != 0)
        {
            _ = LibC.RemoveLauncherFile(file);
        }

        return errno;
    }

    private static LauncherPlace? Unlinked(string file, bool haveProc)
    {
        var descriptor = haveProc ? OpenHigh(file) : -1;
        if (descriptor < 0 || Checked(new(descriptor, null, inMemory: false)) is not { } place)
        {
            return null;
        }

        _ = LibC.RemoveLauncherFile(file);
        return place;
    }

    private static unsafe int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (var written = 0; written < bytes.Length;)
            {
                var count = LibC.WriteLauncherBytes(descriptor, start + written, (nuint)(bytes.Length - written));
                if (count < 0)
                {
                    return Marshal.GetLastPInvokeError();
                }

                written += (int)count;
            }
        }

        return 0;
    }

    /// <summary>Opens read-only and close-on-exec, at a number that no file action of a start uses; -1 when it can't.</summary>
    private static int OpenHigh(string path)
    {
        var low = LibC.OpenLauncherFile(path, LibC.OpenToRead, 0);
        if (low < 0)
        {
            return -1;
        }

        var high = LibC.ControlLauncherDescriptor(low, LibC.DuplicateCloseOnExec, LowestDescriptor);
        _ = LibC.CloseLauncherFile(low);
        return high;
    }

    private static string DescriptorPath(int descriptor) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}");
}
