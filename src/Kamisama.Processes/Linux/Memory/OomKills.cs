namespace Kamisama.Processes;

/// <summary>Tells whether a death by KILL may be put down to want of memory, by a counter of the kernel.</summary>
/// <remarks>
/// The counter says how many were killed in a control group, not who. Each kill explains one death; those that it does not find at
/// once were not of processes that are watched here, and explain none later. A helper's kill may so be taken for that of a
/// worker that somebody else killed at nearly the same time.
/// </remarks>
internal sealed class OomKills
{
    // Those that die together are collected one after the other, but not later than that.
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(5);

    private static readonly Lock SharedGate = new();
    private static OomKills? _shared;
    private static bool _isBegun;

    private readonly Func<long?> _read;
    private readonly TimeProvider _time;
    private long _seen;
    private long _seenAt;
    private long _unexplained;

    internal OomKills(Func<long?> read, TimeProvider time)
    {
        (_read, _time) = (read, time);
        _seen = read() ?? long.MaxValue;
    }

    /// <summary>From the spawner, behind its first starts: remembers the counter of the group that this process is in.</summary>
    public static void BeginOnce()
    {
        if (!_isBegun)
        {
            _isBegun = true;

            // It takes longer than a start, and the next start shall not wait for it.
            ThreadPool.UnsafeQueueUserWorkItem(static _ => Begin(), null);
        }
    }

    /// <summary>At the death by KILL of a process that is in the same group as this one.</summary>
    public static bool ExplainDeath()
    {
        lock (SharedGate)
        {
            return _shared?.Explains() ?? false;
        }
    }

    private static void Begin()
    {
        if (MemoryControlGroup.OwnFile() is { } file)
        {
            lock (SharedGate)
            {
                _shared = new OomKills(() => MemoryControlGroup.ReadCount(file), TimeProvider.System);
            }
        }
    }

    internal bool Explains()
    {
        if (_unexplained > 0 && _time.GetElapsedTime(_seenAt) > Together)
        {
            _unexplained = 0;
        }

        if (_read() is { } count && count > _seen)
        {
            _unexplained += count - _seen;
            (_seen, _seenAt) = (count, _time.GetTimestamp());
        }

        if (_unexplained == 0)
        {
            return false;
        }

        _unexplained--;
        return true;
    }
}
