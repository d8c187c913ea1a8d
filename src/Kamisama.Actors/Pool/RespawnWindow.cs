namespace Kamisama.Actors;

/// <summary>Counts the respawns of a pool in a sliding interval and says when one more is too many.</summary>
/// <remarks>
/// "More than L respawns in T": L are performed, the next one is the breach and is not recorded. The interval is
/// (now − T, now]: a respawn exactly T old is outside.
/// </remarks>
internal sealed class RespawnWindow(int? limit, TimeSpan interval)
{
    private int? _limit = limit;
    private TimeSpan _interval = interval;

    // Only respawns that were performed are kept, so there are never more of them than the limit has been. Made for the first one: a queue of
    // times is not compiled ahead, and the start of a pool needs none.
    private Queue<TimeSpan>? _respawns;

    // Whose each of them was, in the same order.
    private Queue<int>? _indexes;

    /// <summary>Records a respawn at <paramref name="now"/> if the limit allows it.</summary>
    /// <param name="now">Monotonic time; never earlier than in the call before.</param>
    /// <param name="index">Whose, where several share the window.</param>
    /// <returns><see langword="false"/>: the respawn is the breach.</returns>
    public bool TryRecord(TimeSpan now, int index = 0)
    {
        if (_limit is not { } most)
        {
            return true;
        }

        if (Count(now) >= most)
        {
            return false;
        }

        Keep(now, index);
        return true;
    }

    /// <summary>How many respawns the interval that ends at <paramref name="now"/> holds; 0 when there is no limit.</summary>
    public int Count(TimeSpan now)
    {
        if (_respawns is null)
        {
            return 0;
        }

        while (_respawns.TryPeek(out TimeSpan oldest) && now - oldest >= _interval)
        {
            _respawns.Dequeue();
            _indexes!.Dequeue();
        }

        return _respawns.Count;
    }

    /// <summary>Another limit from now on. What was recorded stays; there may be more of it than the limit until it is old enough.</summary>
    public void Change(int? limit, TimeSpan interval)
    {
        _limit = limit;
        _interval = interval;
        if (limit is null)
        {
            _respawns = null;
            _indexes = null;
        }
    }

    /// <summary>What was recorded and has not been found too old, oldest first, and whose it was.</summary>
    public IEnumerable<(TimeSpan At, int Index)> History => _respawns is null ? [] : _respawns.Zip(_indexes!);

    /// <summary>Records what another window had.</summary>
    public void Keep(TimeSpan at, int index)
    {
        _respawns ??= new();
        _indexes ??= new();
        _respawns.Enqueue(at);
        _indexes.Enqueue(index);
    }
}
