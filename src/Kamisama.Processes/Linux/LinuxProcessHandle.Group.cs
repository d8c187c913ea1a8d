namespace Kamisama.Processes;

/// <content>What is left of the group after the process itself has ended.</content>
internal sealed partial class LinuxProcessHandle
{
    private Task? _groupGone;

    public Task WhenGroupGoneAsync()
    {
        lock (_gate)
        {
            return _groupGone ??= WatchGroupAsync();
        }
    }

    private async Task WatchGroupAsync()
    {
        await Exited.ConfigureAwait(false);
        if (_leadsGroup && _pid != 0 && HasLeftovers())
        {
            await GroupWatch.WhenGoneAsync(_pid, HasLeftovers).ConfigureAwait(false);
            lock (_gate)
            {
                // Ended members that nobody has collected may still be in it; there is nothing to signal in them.
                ClosePidFd();
            }
        }

        if (_extras?.ControlGroup is { } group)
        {
            await group.Gone.ConfigureAwait(false);
        }
    }

    /// <summary>Whether the group still has processes; ended ones that nobody collected count.</summary>
    private bool HasLeftovers()
    {
        lock (_gate)
        {
            return _pidFd is null
                ? !GroupSignals.ByPidFd && GroupSignals.HasMembers(_pid)
                : SendToLeftovers(0) != Errnos.ESRCH;
        }
    }

    // At the exit itself: nearly always nothing is left, and the descriptor is given back at once.
    private bool MayHaveLeftovers() =>
        _leadsGroup && GroupSignals.ByPidFd && GroupSignals.Send(_pidFd!.Descriptor, _pid, 0) != Errnos.ESRCH;

    private int SendToLeftovers(int signal)
    {
        if (_pidFd is null)
        {
            return GroupSignals.ByPidFd || _pid == 0 ? Errnos.ESRCH : GroupSignals.SendToMembers(_pid, signal);
        }

        int errno = GroupSignals.Send(_pidFd.Descriptor, _pid, signal);
        if (errno == Errnos.ESRCH)
        {
            ClosePidFd();
        }

        return errno;
    }
}
