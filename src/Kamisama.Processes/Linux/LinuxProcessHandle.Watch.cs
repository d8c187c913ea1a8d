namespace Kamisama.Processes;

/// <content>The descriptors that it is watched by.</content>
internal sealed partial class LinuxProcessHandle
{
    private long _exitToken;
    private long _reportToken;
    private int _reportDescriptor = -1;

    private int BeginWatch(int pid, int pidFd, int reportDescriptor)
    {
        // Edge-triggered: an ended process that a tracer has still to see is readable, but can't be collected yet, and
        // would keep the thread spinning. The kernel wakes the waiters of a pidfd again when the tracer is done.
        _exitToken = EpollThread.Shared.Add(pidFd, LibC.EPOLLIN | LibC.EPOLLET, this);
        if (_exitToken < 0)
        {
            return (int)-_exitToken;
        }

        _reportToken = EpollThread.Shared.Add(reportDescriptor, LibC.EPOLLIN, this);
        int errno = _reportToken < 0 ? (int)-_reportToken : _extras?.Watch(pid) ?? 0;
        if (errno != 0)
        {
            EpollThread.Shared.Remove(_exitToken, pidFd);
            EpollThread.Shared.Remove(_reportToken, reportDescriptor);
        }

        return errno;
    }

    private void CloseReport()
    {
        EpollThread.Shared.Remove(_reportToken, _reportDescriptor);
        _ = LibC.Close(_reportDescriptor);
        _reportDescriptor = -1;
    }

    private void ClosePidFd()
    {
        _pidFd?.Dispose();
        _pidFd = null;
    }
}
