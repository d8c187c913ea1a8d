using System.Runtime.InteropServices;

namespace Kamisama.Processes;

/// <summary>Whether this system has what <see cref="LinuxProcessHost"/> is built on.</summary>
internal static unsafe class PlatformCheck
{
    /// <summary>Throws with what is missing, why, and what to do.</summary>
    public static void ThrowIfNotSupported(Architecture architecture)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException(
                $"Cannot start processes on {RuntimeInformation.OSDescription}: LinuxProcessHost uses pidfd and the parent-death signal, which only Linux has. Use a simulated host in tests, or run on Linux 5.4 or later.");
        }

        if (architecture is not (Architecture.X64 or Architecture.Arm64))
        {
            throw new PlatformNotSupportedException(
                $"Cannot start processes on {architecture}: there is a launcher for x64 and arm64 only. Run the master as one of these.");
        }

        int errno = ProbePidFd();
        if (errno != 0)
        {
            throw new PlatformNotSupportedException(
                $"Cannot watch processes on {RuntimeInformation.OSDescription}: the kernel refuses pidfd_open or waitid(P_PIDFD) ({Errnos.NameOf(errno)}). Use Linux 5.4 or later, or allow these calls in the container's seccomp profile.");
        }
    }

    /// <summary>0 when a pidfd can be had and waited for. Waiting for oneself gives ECHILD where P_PIDFD is known, EINVAL where it is not.</summary>
    private static int ProbePidFd()
    {
        using var self = new PidFd(LibC.PidFdOpen(Environment.ProcessId));
        if (self.IsInvalid)
        {
            // Descriptors may be short just now; that says nothing of the kernel.
            return LibC.Errno is Errnos.EMFILE or Errnos.ENFILE ? 0 : LibC.Errno;
        }

        LibC.WaitInfo info;
        LibC.ResourceUsageRecord usage;
        return LibC.WaitId(LibC.P_PIDFD, self.Descriptor, &info, LibC.WEXITED | LibC.WNOHANG, &usage) == 0 || LibC.Errno == Errnos.ECHILD
            ? 0
            : LibC.Errno;
    }
}
