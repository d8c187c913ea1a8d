namespace Kamisama.Processes;

/// <summary>A process of <see cref="LinuxProcessHost"/>.</summary>
/// <remarks>
/// <code>
/// Queued ──Attach──▶ Running ──OnReady(pidfd)──▶ Ended        Spawner calls Attach and Fail, EpollThread OnReady
///    └──────────────Fail──────────────────────────▶
/// </code>
/// The lock is held while a signal is sent and while the process is collected, so that a pid, where one has to be used,
/// is still the process's own.
/// </remarks>
#pragma warning disable CA1001 // Nobody has to dispose a handle: the pidfd is closed at the exit, or by its own finalizer.
internal sealed partial class LinuxProcessHandle(ProcessSpec spec, IReadOnlyList<string> command, ProcessExtras? extras) : IProcessHandle
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<ProcessIdentity> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ProcessExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _leadsGroup = spec.Group != ProcessGroupMode.Inherit;
    private Phase _phase = Phase.Queued;
    private int _pid;
    private bool _isKilledByUs;

    // While it runs; and after its end as long as its group may have members, where a pidfd can stand for a group.
    private PidFd? _pidFd;

    // Signals sent before there was a process: bit n - 1 for signal n, as the kernel keeps pending ones.
    private ulong _earlySignals;
    private ulong _earlyGroupSignals;

    private enum Phase
    {
        Queued,
        Running,
        Ended,
    }

    public Task<ProcessIdentity> Started => _started.Task;

    public Task<ProcessExit> Exited => _exited.Task;

    public SignalOutcome Signal(int signal, SignalTarget target = SignalTarget.Process)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(signal);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signal, LibC.LastSignal);
        bool wholeGroup = target == SignalTarget.Group && _leadsGroup;
        lock (_gate)
        {
            _isKilledByUs |= signal == LibC.SIGKILL;
            SignalOutcome outcome = _phase switch
            {
                Phase.Queued => Remember(signal, wholeGroup),
                Phase.Running => ToOutcome(wholeGroup ? SendToGroup(signal) : SendToProcess(signal)),
                Phase.Ended => wholeGroup ? ToOutcome(SendToLeftovers(signal)) : SignalOutcome.Gone,
                var phase => throw new System.Diagnostics.UnreachableException($"{phase}"),
            };

            if (signal == LibC.SIGKILL && target == SignalTarget.Group && _extras?.ControlGroup?.TryKill() == true)
            {
                outcome = SignalOutcome.Sent;
            }

            // The pidfd has a finalizer; the number read from it is good only as long as this is alive.
            GC.KeepAlive(this);
            return outcome;
        }
    }

    // Otherwise a stop that overtakes its start would be lost, and the process would run on with nobody wanting it.
    private SignalOutcome Remember(int signal, bool wholeGroup)
    {
        if (signal == 0)
        {
            return SignalOutcome.Gone;
        }

        (wholeGroup ? ref _earlyGroupSignals : ref _earlySignals) |= 1UL << (signal - 1);
        return SignalOutcome.Sent;
    }

    // The process has run for a moment by now, and may have children: what was meant for the group goes to all of it.
    private void SendEarlySignals()
    {
        for (int signal = 1; signal <= LibC.LastSignal; signal++)
        {
            ulong bit = 1UL << (signal - 1);
            if ((_earlyGroupSignals & bit) != 0)
            {
                _ = SendToGroup(signal);
            }
            else if ((_earlySignals & bit) != 0)
            {
                _ = SendToProcess(signal);
            }
        }
    }

    private int SendToProcess(int signal) =>
        LibC.PidFdSendSignal(_pidFd!.Descriptor, signal, 0) == 0 ? 0 : LibC.Errno;

    private int SendToGroup(int signal)
    {
        int errno = GroupSignals.Send(_pidFd!.Descriptor, _pid, signal);

        // The launcher has not made the group yet, or the program left it: then the process is all there is of it.
        return errno == Errnos.ESRCH ? SendToProcess(signal) : errno;
    }

    private static SignalOutcome ToOutcome(int errno) => errno switch
    {
        0 => SignalOutcome.Sent,
        Errnos.ESRCH => SignalOutcome.Gone,
        // EPERM, or what a system call filter makes of it.
        _ => SignalOutcome.NotPermitted,
    };
}
