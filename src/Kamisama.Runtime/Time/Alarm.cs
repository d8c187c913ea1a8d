namespace Kamisama.Runtime;

/// <summary>
/// One timer of a <see cref="TimeProvider"/>, for any length of time. Nothing ticks while nothing is due.
/// </summary>
internal sealed class Alarm : IDisposable
{
    // Timers of the system take at most 2^32 - 2 ms, about 49 days; what is longer goes in steps.
    private static readonly TimeSpan s_step = TimeSpan.FromDays(40);
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    private readonly Action<object> _fire;
    private readonly object _state;
    private readonly TimeSpan _period;
    private readonly ITimer _timer;
    private TimeSpan _rest;
    private volatile bool _disposed;

    private Alarm(TimeProvider time, TimeSpan due, TimeSpan period, Action<object> fire, object state)
    {
        _fire = fire;
        _state = state;

        // Timers of the system count whole milliseconds, and no milliseconds at all mean: once.
        _period = period > TimeSpan.Zero && period < s_shortest ? s_shortest : period;

        // The timer must not carry the caller's AsyncLocals to whoever is told.
        AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        try
        {
            // Armed in a second step, or it could fire before the field is set.
            _timer = time.CreateTimer(static self => ((Alarm)self!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            flow?.Undo();
        }

        ArmFor(due);
    }

    internal static Alarm Once(TimeProvider time, TimeSpan due, Action<object> fire, object state) =>
        new(time, due, Timeout.InfiniteTimeSpan, fire, state);

    internal static Alarm Repeating(TimeProvider time, TimeSpan due, TimeSpan period, Action<object> fire, object state) =>
        new(time, due, period, fire, state);

    /// <summary>Any thread. A call that has begun is not waited for.</summary>
    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    private void ArmFor(TimeSpan due)
    {
        if (due < TimeSpan.Zero)
        {
            due = TimeSpan.Zero;
        }

        bool inSteps = due > s_step;
        _rest = inSteps ? due - s_step : TimeSpan.Zero;
        _timer.Change(inSteps ? s_step : due, inSteps || _period > s_step ? Timeout.InfiniteTimeSpan : _period);
    }

    private void Tick()
    {
        if (_disposed)
        {
            return;
        }

        if (_rest > TimeSpan.Zero)
        {
            ArmFor(_rest);
            return;
        }

        if (_period > s_step)
        {
            ArmFor(_period);
        }

        _fire(_state);
    }
}
