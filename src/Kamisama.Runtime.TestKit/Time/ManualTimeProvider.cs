namespace Kamisama.Runtime.TestKit;

/// <summary>
/// A clock that stands still until it is moved. <see cref="Advance"/> fires what falls due in order of time, on the calling thread,
/// and the clock shows the due time while it fires. It does not wait for actors: see an effect before moving on.
/// </summary>
/// <remarks>
/// It begins at the Unix epoch. A periodic timer fires once for each period that one call passes. Of timers that are due at the same
/// moment, the one that was armed first fires first.
/// </remarks>
// Public where ManualTimeProvider.Public.cs is compiled too, internal elsewhere: Kamisama.TestKit shares the source.
sealed partial class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly TimerQueue _armed = new();
    private TimeSpan _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait. None may wait in an idle system.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_lock)
            {
                return _armed.Count;
            }
        }
    }

    /// <summary>When the next timer is due, counted from the beginning; <see langword="null"/>: none waits.</summary>
    internal TimeSpan? NextDue
    {
        get
        {
            lock (_lock)
            {
                return _armed.First?.Due;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return DateTimeOffset.UnixEpoch + _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _now.Ticks;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires what falls due on the way, in the order of time, on this thread.</summary>
    /// <param name="by">How far; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Time does not go back.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan end;
        lock (_lock)
        {
            end = _now + by;
        }

        while (FireNext(end))
        {
        }

        lock (_lock)
        {
            // What was fired may have moved the clock further.
            _now = end > _now ? end : _now;
        }
    }

    /// <summary>Fires the next timer, if it is due by then; the clock goes to its moment and no further.</summary>
    internal bool FireNext(TimeSpan end)
    {
        ManualTimer? timer = TakeDue(end);
        timer?.Fire();
        return timer is not null;
    }

    private ManualTimer? TakeDue(TimeSpan end)
    {
        lock (_lock)
        {
            if (_armed.First is not { } first || first.Due > end)
            {
                return null;
            }

            _now = first.Due > _now ? first.Due : _now;
            _armed.Remove(first);
            if (first.Period > TimeSpan.Zero)
            {
                // Its rank is kept: it was armed once.
                first.Due += first.Period;
                _armed.Add(first);
            }

            return first;
        }
    }

    private bool Arm(ManualTimer timer, TimeSpan due, TimeSpan period)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (timer.IsDisposed || due < TimeSpan.Zero)
            {
                return !timer.IsDisposed;
            }

            timer.Due = _now + due;
            timer.Period = period;
            timer.Rank = _armed.NextRank();
            _armed.Add(timer);
            return true;
        }
    }
}
