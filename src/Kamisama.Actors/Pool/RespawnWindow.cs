namespace Kamisama.Actors;

/// <summary>Counts the respawns of a pool in a sliding interval and says when one more is too many.</summary>
/// <remarks>
/// "More than L respawns in T": L are performed, the next one is the breach and is not recorded. The interval is
/// (now − T, now]: a respawn exactly T old is outside.
/// </remarks>
internal sealed class RespawnWindow(int? limit, TimeSpan interval)
{
    // Only respawns that were performed are kept, so there are never more of them than the limit. Made for the first one: a queue of
    // times is not compiled ahead, and the start of a pool needs none.
    private Queue<TimeSpan>? _respawns;

    /// <summary>Records a respawn at <paramref name="now"/> if the limit allows it.</summary>
    /// <param name="now">Monotonic time; never earlier than in the call before.</param>
    /// <returns><see langword="false"/>: the respawn is the breach.</returns>
    public bool TryRecord(TimeSpan now)
    {
        if (limit is not { } most)
        {
            return true;
        }

        if (Count(now) >= most)
        {
            return false;
        }

        _respawns ??= new();
        _respawns.Enqueue(now);
        return true;
    }

    /// <summary>How many respawns the interval that ends at <paramref name="now"/> holds; 0 when there is no limit.</summary>
    public int Count(TimeSpan now)
    {
        if (_respawns is null)
        {
            return 0;
        }

        while (_respawns.TryPeek(out TimeSpan oldest) && now - oldest >= interval)
        {
            _respawns.Dequeue();
        }

        return _respawns.Count;
    }
}
