namespace Kamisama.Processes;

/// <summary>Signals to a process group by what the kernel offers: its pidfd (Linux 6.9), else its number, else its members.</summary>
internal static class GroupSignals
{
    /// <summary>Whether a pidfd can stand for the group that its process leads: PIDFD_SIGNAL_PROCESS_GROUP, Linux 6.9.</summary>
    /// <remarks>
    /// Such a pidfd goes on meaning the same group after the leader was collected, so nothing below is needed then: the
    /// kernel's record of a number lives as long as any process, group or session uses it.
    /// </remarks>
    public static bool ByPidFd { get; } = Probe();

    /// <summary>Signals the group of a leader that has not been collected; its pid can't have been given away.</summary>
    /// <returns>0 or the errno.</returns>
    public static int Send(int pidFd, int leader, int signal)
    {
        int result = ByPidFd
            ? LibC.PidFdSendSignal(pidFd, signal, LibC.PidFdSignalProcessGroup)
            : LibC.Kill(-leader, signal);
        return result == 0 ? 0 : LibC.Errno;
    }

    /// <summary>Whether the group of a collected leader still has processes; ended ones that nobody collected count.</summary>
    public static bool HasMembers(int group) =>
        // A process with this pid means that the number was given away, which happens only when no group has it.
        !IsReused(group) && (LibC.Kill(-group, 0) == 0 || LibC.Errno != Errnos.ESRCH);

    /// <summary>Signals what is left of the group of a collected leader, process by process.</summary>
    /// <returns>0, EPERM when no signal was allowed, or ESRCH.</returns>
    public static int SendToMembers(int group, int signal)
    {
        int result = Errnos.ESRCH;
        if (IsReused(group))
        {
            return result;
        }

        foreach (int pid in ProcFs.MembersOf(group))
        {
            using PidFd? member = OpenMember(pid, group, out _);
            if (member is null)
            {
                continue;
            }

            if (LibC.PidFdSendSignal(member.Descriptor, signal, 0) == 0)
            {
                result = 0;
            }
            else if (result != 0 && LibC.Errno == Errnos.EPERM)
            {
                result = Errnos.EPERM;
            }
        }

        return result;
    }

    /// <summary>Opens a process, and makes sure afterwards that it is the one that was meant and still in the group.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="group">The group that it was seen in.</param>
    /// <param name="errno">ESRCH when it is another or gone; otherwise why it can't be opened.</param>
    public static PidFd? OpenMember(int pid, int group, out int errno)
    {
        errno = 0;
        int descriptor = LibC.PidFdOpen(pid);
        if (descriptor < 0)
        {
            errno = LibC.Errno;
            return null;
        }

        var member = new PidFd(descriptor);
        bool isRead = ProcFs.TryReadStat(pid, out ProcStat stat);
        if (isRead && stat.Group == group && !stat.HasEnded && !IsReused(group))
        {
            return member;
        }

        // There, but not to be read: the pidfd took the last descriptor.
        errno = !isRead && LibC.PidFdSendSignal(descriptor, 0, 0) == 0 ? Errnos.EMFILE : Errnos.ESRCH;
        member.Dispose();
        return null;
    }

    private static bool IsReused(int group) => ProcFs.TryReadStat(group, out _);

    private static bool Probe()
    {
        using var self = new PidFd(LibC.PidFdOpen(Environment.ProcessId));
        return !self.IsInvalid
            && (LibC.PidFdSendSignal(self.Descriptor, 0, LibC.PidFdSignalProcessGroup) == 0 || LibC.Errno != Errnos.EINVAL);
    }
}
