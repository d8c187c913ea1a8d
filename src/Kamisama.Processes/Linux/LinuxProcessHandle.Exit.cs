namespace Kamisama.Processes;

/// <content>From the start to the exit: what the spawner and the epoll thread tell.</content>
internal sealed partial class LinuxProcessHandle : IEpollTarget
{
    private ProcessStartError? _startError;

    /// <summary>From the spawner: there is no process.</summary>
    public void Fail(ProcessStartError error)
    {
        lock (_gate)
        {
            _phase = Phase.Ended;
            _extras?.Abandon();
            FailStarted(error);
            _exited.TrySetResult(new ProcessExit.NotStarted(error));
        }
    }

    /// <summary>From the spawner: the process exists. Begins the watch, and owns the descriptor from here on unless it fails.</summary>
    /// <returns>0 or the errno; then nothing is watched.</returns>
    public int Attach(int pid, int reportDescriptor)
    {
        // Under the lock also because the epoll thread may have the first event before the tokens are known here.
        lock (_gate)
        {
            int descriptor = LibC.PidFdOpen(pid);
            if (descriptor < 0)
            {
                return LibC.Errno == Errnos.ESRCH ? EndUnseen(pid, reportDescriptor) : LibC.Errno;
            }

            _pidFd = new PidFd(descriptor);
            int errno = BeginWatch(pid, descriptor, reportDescriptor);
            if (errno != 0)
            {
                ClosePidFd();
                return errno;
            }

            (_pid, _reportDescriptor, _phase) = (pid, reportDescriptor, Phase.Running);
            SendEarlySignals();
            return 0;
        }
    }

    /// <summary>From the epoll thread: the launcher reported or became the program, or the process has ended.</summary>
    public void OnReady(long token)
    {
        lock (_gate)
        {
            if (_phase != Phase.Running)
            {
                return;
            }

            if (token == _reportToken)
            {
                ReadReport();
            }
            else if (token == _exitToken)
            {
                // First, for the exit code of the launcher must not be taken for one of the program.
                ReadReport();
                _extras?.BeforeCollect();
                Collect();
            }
        }
    }

    public void OnFault(Exception exception)
    {
        lock (_gate)
        {
            if (_phase == Phase.Running)
            {
                // Nobody would watch it any more, and its successor must not run beside it.
                _ = SendToProcess(LibC.SIGKILL);
                End(new ProcessExit.Unknown());
            }

            _exited.TrySetResult(new ProcessExit.Unknown());
        }
    }

    /// <summary>It has already ended, and something that collects every child was quicker: the runtime does as PID 1.</summary>
    private int EndUnseen(int pid, int reportDescriptor)
    {
        (_pid, _reportDescriptor) = (pid, reportDescriptor);
        _ = _extras?.Watch(pid);
        ReadReport();
        End(new ProcessExit.Unknown());
        return 0;
    }

    private void ReadReport()
    {
        if (_reportDescriptor < 0)
        {
            return;
        }

        Span<byte> report = stackalloc byte[LauncherCommand.ReportLength];
        int length = StartPipe.Read(_reportDescriptor, report);
        if (length < 0)
        {
            return;
        }

        CloseReport();
        if (length > 0)
        {
            _startError = LauncherCommand.Decode(report[..length], command);
            FailStarted(_startError);
        }
        else
        {
            command = []; // Only the report of a failure refers to it, and it is half of what a worker holds.
            _started.TrySetResult(new ProcessIdentity(_pid, ProcFs.StartTimeOf(_pid)));
        }
    }

    private void Collect()
    {
        if (WaitStatus.Collect(_pidFd!.Descriptor) is { } exit)
        {
            End(exit is ProcessExit.Signalled { Signal: LibC.SIGKILL } killed && !_isKilledByUs
                ? killed with { OutOfMemory = HasRunOutOfMemory() }
                : exit);
        }
    }

    private bool HasRunOutOfMemory() =>
        _extras?.ControlGroup?.CountOomKills() is { } count ? count > 0 : OomKills.ExplainDeath();

    private void End(ProcessExit exit)
    {
        _phase = Phase.Ended;
        if (_reportDescriptor >= 0)
        {
            // A copy of the write end is still open somewhere: a process that another thread was just about to start.
            CloseReport();
            _started.TrySetResult(new ProcessIdentity(_pid, 0));
        }

        OwnChildren.Remove(_pid, this);
        if (_pidFd is not null)
        {
            EpollThread.Shared.Remove(_exitToken, _pidFd.Descriptor);
            if (!MayHaveLeftovers())
            {
                ClosePidFd();
            }
        }

        _extras?.AfterExit();
        _exited.TrySetResult(_startError is { } error ? new ProcessExit.NotStarted(error) { Usage = exit.Usage } : exit);
    }

    private void FailStarted(ProcessStartError error)
    {
        if (_started.TrySetException(new ProcessStartException(error)))
        {
            // Whoever watches only Exited has learnt of it too: not an unobserved exception.
            _ = _started.Task.Exception;
        }
    }
}
