namespace Kamisama.Runtime;

/// <summary>From the receive timeout's timer to its actor: look whether the time is up.</summary>
internal sealed class ReceiveTimeoutTick(ActorCell cell) : IDeadLetterSuppression
{
    internal Alarm? Alarm { get; set; }

    internal void Fire() => cell.SelfRef.Post(this, cell.SelfRef);
}

internal sealed partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private ReceiveTimeoutTick? _receiveTimeoutTick;
    private long _lastActivity;

    public TimeSpan? ReceiveTimeout => _receiveTimeout;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (timeout is { } value)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(timeout));
        }

        _receiveTimeoutTick?.Alarm?.Dispose();
        _receiveTimeoutTick = null;
        _receiveTimeout = timeout;
        NoteActivity();
    }

    /// <summary>
    /// A timestamp for each message, not a timer: the one timer that runs finds out when it fires how much is left.
    /// </summary>
    private void NoteActivity()
    {
        if (_receiveTimeout is not { } timeout)
        {
            return;
        }

        _lastActivity = SystemImpl.TimeProvider.GetTimestamp();
        if (_receiveTimeoutTick is null)
        {
            Arm(timeout);
        }
    }

    private bool IsReceiveTimeoutDue(ReceiveTimeoutTick tick)
    {
        if (!ReferenceEquals(tick, _receiveTimeoutTick) || _receiveTimeout is not { } timeout)
        {
            return false;
        }

        TimeSpan left = timeout - SystemImpl.TimeProvider.GetElapsedTime(_lastActivity);
        _receiveTimeoutTick.Alarm?.Dispose();
        _receiveTimeoutTick = null;
        if (left <= TimeSpan.Zero)
        {
            return true;
        }

        Arm(left);
        return false;
    }

    private void Arm(TimeSpan due)
    {
        var tick = new ReceiveTimeoutTick(this);
        _receiveTimeoutTick = tick;
        tick.Alarm = Alarm.Once(SystemImpl.TimeProvider, due, static state => ((ReceiveTimeoutTick)state).Fire(), tick);
    }
}
