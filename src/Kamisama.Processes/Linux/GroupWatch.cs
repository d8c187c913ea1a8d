namespace Kamisama.Processes;

/// <summary>Waits until a process group is empty: on pidfds of its members, looked up again when those have ended, for members can fork.</summary>
/// <remarks>
/// <code>
/// request ─▶ scan of /proc ─▶ members found ─▶ all of them ended ─▶ request ...
///               │ none, and the kernel knows the group no more, or none twice running ─▶ done
/// </code>
/// One scan serves every group that waits at that moment, so a thousand groups cost no more than one.
/// </remarks>
internal sealed class GroupWatch : IEpollTarget
{
    // So that one group can't use up the descriptors. The rest is looked at when these have ended.
    private const int MaxWatched = 64;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<long, PidFd> _watched = [];
    private readonly Func<bool> _exists;
    private List<PidFd> _found = [];
    private int _emptyScans;
    private int _errno;

    private GroupWatch(int group, Func<bool> exists)
    {
        Group = group;
        _exists = exists;
    }

    /// <summary>The number of the group; its leader was collected.</summary>
    public int Group { get; }

    /// <summary>Completes when no process of the group runs. Faults when descriptors run out.</summary>
    /// <param name="group">The number of the group.</param>
    /// <param name="exists">Asks the kernel whether the group exists.</param>
    public static Task WhenGoneAsync(int group, Func<bool> exists)
    {
        var watch = new GroupWatch(group, exists);
        GroupScanner.Request(watch);
        return watch._gone.Task;
    }

    /// <summary>From the scanner: whether the kernel still knows the group. If not, the watch is over.</summary>
    public bool BeginScan()
    {
        _found = [];
        _errno = 0;
        return _exists() || !_gone.TrySetResult();
    }

    /// <summary>From the scanner: a running member.</summary>
    public void Found(int pid)
    {
        if (_found.Count == MaxWatched)
        {
            return;
        }

        if (GroupSignals.OpenMember(pid, Group, out int errno) is { } member)
        {
            _found.Add(member);
        }
        else if (errno != Errnos.ESRCH)
        {
            _errno = errno;
        }
    }

    /// <summary>From the scanner: all of /proc was seen.</summary>
    public void EndScan()
    {
        lock (_gate)
        {
            _found.ForEach(Watch);
            if (_watched.Count > 0)
            {
                _emptyScans = 0;
                return;
            }
        }

        SettleEmptyScan();
    }

    /// <summary>From the epoll thread: a member has ended.</summary>
    public void OnReady(long token)
    {
        lock (_gate)
        {
            if (!_watched.Remove(token, out PidFd? member))
            {
                return;
            }

            EpollThread.Shared.Remove(token, member.Descriptor);
            member.Dispose();
            if (_watched.Count > 0)
            {
                return;
            }
        }

        GroupScanner.Request(this);
    }

    public void OnFault(Exception exception) => _gone.TrySetException(exception);

    private void SettleEmptyScan()
    {
        if (_errno != 0)
        {
            Fail(_errno);
        }
        else if (++_emptyScans >= 2)
        {
            // The kernel still counts ended members that their own parents have not collected. Twice, because a scan takes
            // time: a member may fork to a number already passed and end before its own is reached.
            _gone.TrySetResult();
        }
        else
        {
            GroupScanner.Request(this);
        }
    }

    private void Watch(PidFd member)
    {
        long token = EpollThread.Shared.Add(member.Descriptor, LibC.EPOLLIN | LibC.EPOLLET, this);
        if (token > 0)
        {
            _watched.Add(token, member);
        }
        else
        {
            _errno = (int)-token;
            member.Dispose();
        }
    }

    private void Fail(int errno) => _gone.TrySetException(new IOException(
        $"Cannot wait for process group {Group}: its members can't be watched ({Errnos.NameOf(errno)}). Raise the limit on open files of the master."));
}
