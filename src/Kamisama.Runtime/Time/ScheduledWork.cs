namespace Kamisama.Runtime;

/// <summary>One thing that was scheduled. Done when it has run (once), when it is cancelled, and when the system has ended.</summary>
internal sealed class ScheduledWork(ActorSystem system, Action action, ICancelable? cancelable)
{
    private readonly Lock _lock = new();
    private Alarm? _alarm;
    private CancellationTokenRegistration _registration;
    private bool _repeats;
    private bool _done;

    internal void Start(TimeSpan delay, TimeSpan? interval)
    {
        _repeats = interval is not null;
        lock (_lock)
        {
            _alarm = interval is { } period
                ? Alarm.Repeating(system.TimeProvider, delay, period, static self => ((ScheduledWork)self).Fire(), this)
                : Alarm.Once(system.TimeProvider, delay, static self => ((ScheduledWork)self).Fire(), this);
        }

        if (cancelable is not null)
        {
            CancellationTokenRegistration registration =
                cancelable.Token.UnsafeRegister(static self => ((ScheduledWork)self!).Finish(), this);
            lock (_lock)
            {
                _registration = registration;
                if (!_done)
                {
                    return;
                }
            }

            registration.Unregister();
        }
    }

    private void Fire()
    {
        if (system.HasEnded)
        {
            Finish();
            return;
        }

        if (cancelable?.IsCancellationRequested == true)
        {
            return;
        }

        if (!_repeats)
        {
            Finish();
        }

        try
        {
            action();
        }
#pragma warning disable CA1031 // An exception on a timer's thread would end the process.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            system.Logs.ScheduledActionFailed(failure);
        }
    }

    private void Finish()
    {
        Alarm? alarm;
        CancellationTokenRegistration registration;
        lock (_lock)
        {
            _done = true;
            alarm = _alarm;
            registration = _registration;
        }

        alarm?.Dispose();
        registration.Unregister();
    }
}
