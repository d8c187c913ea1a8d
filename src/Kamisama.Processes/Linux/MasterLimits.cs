namespace Kamisama.Processes;

/// <summary>What the .NET runtime changed in this process before Main, and what it was before.</summary>
internal static unsafe class MasterLimits
{
    private const long UsualSoftLimit = 1024;

    /// <summary>The soft limit on open files that workers get back; <see langword="null"/> when not even the own limit can be read.</summary>
    /// <remarks>
    /// The runtime raises its soft limit to the hard one. What it was before is told nowhere, but it came from the process
    /// that started this one, and that one can be asked. Read once: the parent may be gone later.
    /// </remarks>
    public static long? SoftOpenFiles { get; } = Read(LibC.GetParentPid());

    /// <summary>The soft limit on open files of this process itself, as it is now.</summary>
    public static long OpenFilesNow => Limits(0)?.Soft ?? long.MaxValue;

    /// <summary>The soft limit of a parent, capped by the own hard one; the usual 1024 when the parent can't be asked.</summary>
    internal static long? Read(int parent)
    {
        if (Limits(0) is not { } own)
        {
            return null;
        }

        // The parent of PID 1 is 0, and 0 would mean this process itself.
        long? soft = parent > 0 ? Limits(parent)?.Soft : null;
        return Math.Min(soft ?? UsualSoftLimit, own.Hard);
    }

    private static (long Soft, long Hard)? Limits(int pid)
    {
        ulong* limits = stackalloc ulong[2];
        return LibC.ProcessLimit(pid, LibC.RLIMIT_NOFILE, null, limits) == 0
            ? (ToSigned(limits[0]), ToSigned(limits[1]))
            : null;
    }

    // RLIM_INFINITY has all bits set; the kernel caps this limit far below (fs.nr_open).
    private static long ToSigned(ulong limit) => (long)Math.Min(limit, long.MaxValue);
}
