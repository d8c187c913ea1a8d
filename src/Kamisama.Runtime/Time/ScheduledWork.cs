namespace Kamisama.Runtime;

/// <summary>One thing that was scheduled. Done when it has run (once), when it is cancelled, and when the system has ended.</summary>
internal sealed class ScheduledWork(ActorSystem system, Action action, ICancelable? cancelable)
{
    private readonly Lock _lock = new();
    private Alarm? _alarm;
    private CancellationTokenRegistration _cancelled;
    private CancellationTokenRegistration _ended;
    private bool _repeats;
    private bool _done;
    private bool _runs;

    internal void Start(TimeSpan delay, TimeSpan? interval)
    {
        _repeats = interval is not null;
        lock (_lock)
        {
            _alarm = interval is { } period
                ? Alarm.Repeating(system.TimeProvider, delay, period, static self => ((ScheduledWork)self).Fire(), this)
                : Alarm.Once(system.TimeProvider, delay, static self => ((ScheduledWork)self).Fire(), this);
        }

        FinishWith(cancelable?.Token ?? CancellationToken.None, ref _cancelled);
        FinishWith(system.Ending, ref _ended);
    }

    private void FinishWith(CancellationToken token, ref CancellationTokenRegistration held)
    {
        CancellationTokenRegistration registration = token.UnsafeRegister(static self => ((ScheduledWork)self!).Finish(), this);
        lock (_lock)
        {
            if (!_done)
            {
                held = registration;
                return;
            }
        }

        registration.Unregister();
    }

    private void Fire()
    {
        // A repeat that comes while the last run is not over falls out.
        if (cancelable?.IsCancellationRequested == true || system.Ending.IsCancellationRequested || Interlocked.Exchange(ref _runs, true))
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
        finally
        {
            Volatile.Write(ref _runs, false);
        }
    }

    private void Finish()
    {
        Alarm? alarm;
        CancellationTokenRegistration cancelled;
        CancellationTokenRegistration ended;
        lock (_lock)
        {
            _done = true;
            alarm = _alarm;
            cancelled = _cancelled;
            ended = _ended;
        }

        alarm?.Dispose();
        cancelled.Unregister();
        ended.Unregister();
    }
}
