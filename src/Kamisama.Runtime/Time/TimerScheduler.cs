namespace Kamisama.Runtime;

/// <summary>
/// A running timer, and at the same time the message that its ticks bring: whether a tick is stale is whether this object is still
/// the one under its key, so a restart or a new start needs no counting of generations.
/// </summary>
internal sealed class ActiveTimer(TimerScheduler owner, object key, object message, IActorRef? sender, bool repeats)
{
    internal object Key => key;

    internal object Message => message;

    internal bool Repeats => repeats;

    internal Alarm? Alarm { get; set; }

    internal void Fire() => owner.Cell.SelfRef.Post(this, sender);
}

/// <summary>The timers of one incarnation.</summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, ActiveTimer> _timers = [];
    private bool _closed;

    public IReadOnlyCollection<object> ActiveTimers => [.. _timers.Keys];

    internal ActorCell Cell => cell;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => StartPeriodicTimer(key, msg, interval, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef? sender) =>
        StartPeriodicTimer(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, initialDelay, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef? sender)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Start(key, msg, initialDelay, interval, sender);
    }

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, null);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef? sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out ActiveTimer? timer))
        {
            timer.Alarm?.Dispose();
        }
    }

    public void CancelAll()
    {
        foreach (ActiveTimer timer in _timers.Values)
        {
            timer.Alarm?.Dispose();
        }

        _timers.Clear();
    }

    /// <summary>The instance is done with: a timer started by a late hook would never end.</summary>
    internal void Close()
    {
        CancelAll();
        _closed = true;
    }

    /// <summary>Whether a tick is of a timer that still runs.</summary>
    internal bool Accept(ActiveTimer timer)
    {
        if (!_timers.TryGetValue(timer.Key, out ActiveTimer? current) || !ReferenceEquals(current, timer))
        {
            return false;
        }

        if (!timer.Repeats)
        {
            Cancel(timer.Key);
        }

        return true;
    }

    private void Start(object key, object msg, TimeSpan due, TimeSpan? period, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(msg);
        ArgumentOutOfRangeException.ThrowIfLessThan(due, TimeSpan.Zero);
        Cancel(key);
        if (_closed)
        {
            return;
        }

        var timer = new ActiveTimer(this, key, msg, sender, repeats: period is not null);
        _timers[key] = timer;
        timer.Alarm = period is { } interval
            ? Alarm.Repeating(cell.SystemImpl.TimeProvider, due, interval, static state => ((ActiveTimer)state).Fire(), timer)
            : Alarm.Once(cell.SystemImpl.TimeProvider, due, static state => ((ActiveTimer)state).Fire(), timer);
    }
}
