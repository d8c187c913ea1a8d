namespace Kamisama.Processes;

/// <summary>Collects an ended child, and reads how it ended, see waitid(2).</summary>
internal static unsafe class WaitStatus
{
    /// <summary>
    /// Collects the process of a pidfd. <see langword="null"/> when it has not ended, or a tracer has still to see its end (ptrace(2)).
    /// </summary>
    public static ProcessExit? Collect(int pidFd)
    {
        LibC.WaitInfo info = default;
        LibC.ResourceUsageRecord usage = default;
        if (LibC.WaitId(LibC.P_PIDFD, pidFd, &info, LibC.WEXITED | LibC.WNOHANG, &usage) != 0)
        {
            return FromPidFd(pidFd);
        }

        return info.Pid == 0 ? null : FromWait(info) with { Usage = ToUsage(usage) };
    }

    private static ProcessExit FromWait(in LibC.WaitInfo info) => info.Code == LibC.CLD_EXITED
        ? new ProcessExit.Code(info.Status)
        : new ProcessExit.Signalled(info.Status, info.Code == LibC.CLD_DUMPED);

    /// <summary>Somebody else collected it (ECHILD); since Linux 6.15 the kernel keeps its status as long as the pidfd is open.</summary>
    private static ProcessExit FromPidFd(int pidFd)
    {
        var info = new LibC.PidFdInfo { Mask = LibC.PidFdInfoExit };
        return LibC.IoControl(pidFd, LibC.PidFdGetInfo, &info) == 0 && (info.Mask & LibC.PidFdInfoExit) != 0
            ? FromStatus(info.ExitStatus)
            : new ProcessExit.Unknown();
    }

    /// <summary>Reads a wait status: the signal in the low seven bits, above it the core flag, then the exit code. See wait(2).</summary>
    internal static ProcessExit FromStatus(int status) => (status & 0x7F) == 0
        ? new ProcessExit.Code((status >> 8) & 0xFF)
        : new ProcessExit.Signalled(status & 0x7F, (status & 0x80) != 0);

    private static ResourceUsage ToUsage(in LibC.ResourceUsageRecord usage) => new(
        TimeSpan.FromSeconds(usage.UserSeconds) + TimeSpan.FromMicroseconds(usage.UserMicroseconds),
        TimeSpan.FromSeconds(usage.SystemSeconds) + TimeSpan.FromMicroseconds(usage.SystemMicroseconds),
        usage.MaxResidentSetKibibytes * 1024);
}
