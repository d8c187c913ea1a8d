using System.Runtime.InteropServices;

namespace Kamisama.Processes;

/// <content>Numbers and records of the kernel's interface on x64 and arm64.</content>
internal static unsafe partial class LibC
{
    public const int O_CLOEXEC = 0x80000;
    public const int O_NONBLOCK = 0x800;
    public const int X_OK = 1;
    public const int F_SETFD = 2;
    public const int FD_CLOEXEC = 1;
    public const int F_SETFL = 4;
    public const int F_DUPFD_CLOEXEC = 1030;
    public const uint FIONREAD = 0x541B;
    public const short POLLOUT = 4;

    public const int EPOLL_CLOEXEC = O_CLOEXEC;
    public const int EPOLL_CTL_ADD = 1;
    public const int EPOLL_CTL_DEL = 2;
    public const uint EPOLLIN = 1;
    public const uint EPOLLPRI = 2;
    public const uint EPOLLET = 1u << 31;

    public const int SIGKILL = 9;
    public const int SIGCHLD = 17;

    /// <summary>The action "ignore". The default one is 0.</summary>
    public const nint SIG_IGN = 1;

    /// <summary>SIGRTMAX of the kernel.</summary>
    public const int LastSignal = 64;

    public const int P_ALL = 0;
    public const int P_PID = 1;
    public const int P_PIDFD = 3;
    public const int WNOHANG = 1;
    public const int WEXITED = 4;
    public const int WNOWAIT = 0x01000000;
    public const int CLD_EXITED = 1;
    public const int CLD_DUMPED = 3;

    public const int PR_SET_CHILD_SUBREAPER = 36;
    public const int RLIMIT_NOFILE = 7;

    public const short POSIX_SPAWN_SETSIGDEF = 4;
    public const short POSIX_SPAWN_SETSIGMASK = 8;

    /// <summary>Larger than posix_spawnattr_t, posix_spawn_file_actions_t, sigset_t and struct sigaction of glibc (336, 80, 128, 152 bytes) and musl.</summary>
    public const int OpaqueSize = 512;

    /// <summary>PIDFD_SIGNAL_PROCESS_GROUP, Linux 6.9.</summary>
    public const uint PidFdSignalProcessGroup = 4;

    /// <summary>PIDFD_GET_INFO for the first, 64 byte long version of struct pidfd_info.</summary>
    public const uint PidFdGetInfo = 0xC040FF0B;

    /// <summary>PIDFD_INFO_EXIT, Linux 6.15.</summary>
    public const ulong PidFdInfoExit = 8;

    private const int SysPidFdSendSignal = 424;
    private const int SysPidFdOpen = 434;

    private static readonly int SysWaitId = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 247,
        Architecture.Arm64 => 95,
        // Not reached: LinuxProcessHost refuses other processors before the first call.
        _ => -1,
    };

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollRecord
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    /// <summary>siginfo_t as waitid(2) fills it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    public struct WaitInfo
    {
        /// <summary>CLD_EXITED, CLD_KILLED or CLD_DUMPED.</summary>
        [FieldOffset(8)]
        public int Code;

        /// <summary>0 when WNOHANG found nothing.</summary>
        [FieldOffset(16)]
        public int Pid;

        /// <summary>The exit code, or the number of the signal.</summary>
        [FieldOffset(24)]
        public int Status;
    }

    /// <summary>struct rusage.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    public struct ResourceUsageRecord
    {
        [FieldOffset(0)]
        public long UserSeconds;

        [FieldOffset(8)]
        public long UserMicroseconds;

        [FieldOffset(16)]
        public long SystemSeconds;

        [FieldOffset(24)]
        public long SystemMicroseconds;

        [FieldOffset(32)]
        public long MaxResidentSetKibibytes;
    }

    /// <summary>struct pidfd_info, first version.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    public struct PidFdInfo
    {
        /// <summary>In: what is asked for. Out: what was given.</summary>
        [FieldOffset(0)]
        public ulong Mask;

        /// <summary>A wait status, see wait(2).</summary>
        [FieldOffset(60)]
        public int ExitStatus;
    }
}
