using System.Globalization;
using System.Runtime.InteropServices;

namespace Kamisama.Processes;

/// <summary>The launcher's bytes, placed where posix_spawn(3) can execute them.</summary>
/// <remarks>
/// <code>
/// memory file ── can't be made or executed ──▶ private file ── /proc is there ──▶ unlinked, /proc/self/fd/N
///      │         (vm.memfd_noexec=2, no /proc)                └─ no /proc ──────▶ kept until process exit
///      └─▶ /proc/self/fd/N
/// </code>
/// The descriptor is close-on-exec: the new process still has it while its path is looked up, and loses it right then.
/// Not safe for concurrent use; the spawner thread owns it.
/// </remarks>
internal sealed class LauncherImage : IDisposable
{
    private LauncherPlace _place;

    private LauncherImage(LauncherPlace place) => _place = place;

    /// <summary>What to give to posix_spawn(3): absolute, valid in this process and between its fork and exec.</summary>
    internal string Path => _place.Path;

    /// <summary>Whether the memory file is in use; otherwise it is a file.</summary>
    internal bool IsInMemory => _place.IsInMemory;

    /// <summary>Places the launcher: in memory where that works, otherwise in a file.</summary>
    /// <exception cref="PlatformNotSupportedException">Not Linux, or no launcher for this processor.</exception>
    /// <exception cref="ProcessStartException">It can be placed nowhere.</exception>
    internal static LauncherImage Open()
    {
        var bytes = BytesFor(RuntimeInformation.ProcessArchitecture);
        return new(LauncherPlace.InMemory(bytes) ?? LauncherPlace.InFile(bytes, LauncherPlace.Directories()));
    }

    /// <summary>
    /// Goes over to a file, for when the kernel refuses to execute the memory file (EACCES or EPERM from posix_spawn(3), a
    /// security module). Gives <see langword="false"/> when it is a file already: then there is nothing left to try.
    /// </summary>
    /// <exception cref="ProcessStartException">No directory takes it.</exception>
    internal bool TryFallBackToFile()
    {
        if (!_place.IsInMemory)
        {
            return false;
        }

        var file = LauncherPlace.InFile(BytesFor(RuntimeInformation.ProcessArchitecture), LauncherPlace.Directories());
        _place.Dispose();
        _place = file;
        return true;
    }

    /// <summary>The bytes of the launcher for one processor.</summary>
    /// <exception cref="PlatformNotSupportedException">Not Linux, or no launcher for this processor.</exception>
    internal static byte[] BytesFor(Architecture architecture)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("Processes are started through a launcher that needs Linux. Use the simulated host elsewhere.");
        }

        var name = architecture switch
        {
            Architecture.X64 => "launcher-x64",
            Architecture.Arm64 => "launcher-arm64",
            _ => throw new PlatformNotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"There is no launcher for {architecture}, only for x64 and arm64. Run the master on one of these.")),
        };
        using var stream = typeof(LauncherImage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource '{name}' is missing in the assembly. Build it again from a complete source tree.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public void Dispose() => _place.Dispose();
}
