namespace Kamisama.Processes;

/// <summary>Collects orphans that were re-parented to this process, as PID 1 or as a subreaper. One thread, only where it is asked for.</summary>
/// <remarks>
/// <para>It waits in waitid(2) for any child, but with WNOWAIT, which only tells. So no status is taken from a handle or from
/// the application's own children, which waitpid(-1) would do. A SIGCHLD handler is no way: as PID 1 the .NET runtime begins
/// to collect every child when one is registered.</para>
/// <code>
/// ended child ─ a handle's ─────────────────▶ wait until the handle has collected it
///             ├ an orphan ──────────────────▶ collect
///             └ perhaps the application's ──▶ look at all ended children; again after a growing while, until it is gone
/// no child    ──────────────────────────────▶ sleep until the next start
/// </code>
/// </remarks>
internal sealed unsafe class OrphanReaper
{
    private static readonly Lock Gate = new();
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly AutoResetEvent ChildStarted = new(false);
    private static readonly ManualResetEvent Never = new(false);
    private static OrphanReaper? _active;

    private readonly Dictionary<(int Pid, long StartTime), long> _firstSeen = [];
    private readonly int _self = Environment.ProcessId;
    private readonly int _ownGroup = LibC.GetProcessGroup(0);

    private OrphanReaper() => new Thread(Run) { IsBackground = true, Name = "kamisama-orphan-reaper" }.UnsafeStart();

    /// <summary>Begins when it is asked for, or when this process is PID 1. Later calls change nothing.</summary>
    /// <exception cref="PlatformNotSupportedException">The kernel refuses to make this process a subreaper.</exception>
    public static void BeginIfNeeded(bool becomeSubreaper)
    {
        if (becomeSubreaper && LibC.ProcessControl(LibC.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0)
        {
            throw new PlatformNotSupportedException(
                $"Cannot become the parent of orphans: prctl(PR_SET_CHILD_SUBREAPER) failed ({Errnos.NameOf(LibC.Errno)}). Allow it in the container's seccomp profile, or leave LinuxProcessHostOptions.BecomeSubreaper off.");
        }

        if (becomeSubreaper || Environment.ProcessId == 1)
        {
            lock (Gate)
            {
                _active ??= new OrphanReaper();
            }
        }
    }

    /// <summary>From the spawner: there is a child again.</summary>
    public static void OnChildStarted()
    {
        if (Volatile.Read(ref _active) is not null)
        {
            ChildStarted.Set();
        }
    }

    private void Run()
    {
        while (true)
        {
            try
            {
                Collect();
            }
#pragma warning disable CA1031 // No descriptor for a look at /proc, say. An unhandled exception would end the master, and every worker with it.
            catch (Exception)
#pragma warning restore CA1031
            {
                Never.WaitOne(LongestWait);
            }
        }
    }

    private void Collect()
    {
        TimeSpan wait = ShortestWait;
        while (true)
        {
            int pid = NextEnded();
            if (pid == 0)
            {
                ChildStarted.WaitOne();
            }
            else if (OwnChildren.Contains(pid))
            {
                OwnChildren.WaitUntilCollected(pid);
            }
            else if (!TryCollect(pid, ProcFs.StartTimeOf(pid)))
            {
                // Nothing tells that the application has collected its child, which until then is the answer above.
                CollectBehind();
                Never.WaitOne(wait);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
                continue;
            }

            wait = ShortestWait;
        }
    }

    /// <summary>Blocks until a child has ended and leaves it uncollected; 0 when there is no child.</summary>
    private static int NextEnded()
    {
        LibC.WaitInfo info = default;
        LibC.ResourceUsageRecord usage;
        return LibC.WaitId(LibC.P_ALL, 0, &info, LibC.WEXITED | LibC.WNOWAIT, &usage) == 0 ? info.Pid : 0;
    }

    /// <summary>Goes through all ended children, for one that is left alone hides those behind it.</summary>
    private void CollectBehind()
    {
        var left = new HashSet<(int, long)>();
        foreach ((int pid, ProcStat stat) in ProcFs.EndedChildrenOf(_self))
        {
            if (!OwnChildren.Contains(pid) && !TryCollect(pid, stat.StartTime))
            {
                left.Add((pid, stat.StartTime));
            }
        }

        foreach ((int, long) gone in _firstSeen.Keys.Where(key => !left.Contains(key)).ToList())
        {
            _firstSeen.Remove(gone);
        }
    }

    /// <summary>Collects it if it is an orphan.</summary>
    /// <returns>Whether it is gone.</returns>
    private bool TryCollect(int pid, long startTime)
    {
        int group = LibC.GetProcessGroup(pid);
        if (group < 0)
        {
            return LibC.Errno == Errnos.ESRCH;
        }

        OrphanDecision decision = OrphanRule.Decide(pid, group, _ownGroup, isInit: _self == 1);
        if (decision == OrphanDecision.Leave || (decision == OrphanDecision.CollectIfItStays && !HasStayed(pid, startTime)))
        {
            return false;
        }

        LibC.WaitInfo info;
        LibC.ResourceUsageRecord usage;
        _ = LibC.WaitId(LibC.P_PID, pid, &info, LibC.WEXITED | LibC.WNOHANG, &usage);
        _firstSeen.Remove((pid, startTime));
        return true;
    }

    private bool HasStayed(int pid, long startTime)
    {
        long now = TimeProvider.System.GetTimestamp();
        if (_firstSeen.TryGetValue((pid, startTime), out long first))
        {
            return TimeProvider.System.GetElapsedTime(first, now) >= Stay;
        }

        _firstSeen.Add((pid, startTime), now);
        return false;
    }
}
