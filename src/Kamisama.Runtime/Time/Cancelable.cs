namespace Kamisama.Runtime;

/// <summary>A cancelable of one's own, with the clock of a scheduler.</summary>
public class Cancelable : ICancelable, IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly IActionScheduler _scheduler;

    /// <summary>Not cancelled yet.</summary>
    /// <param name="scheduler">Its clock counts for <see cref="CancelAfter(TimeSpan)"/>.</param>
    public Cancelable(IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        _scheduler = scheduler.Advanced;
    }

    /// <summary>Not cancelled yet.</summary>
    /// <param name="scheduler">Its clock counts for <see cref="CancelAfter(TimeSpan)"/>.</param>
    public Cancelable(IActionScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        _scheduler = scheduler;
    }

    /// <summary>Cancelled after a time.</summary>
    /// <param name="scheduler">Its clock counts.</param>
    /// <param name="delay">When.</param>
    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler) => CancelAfter(delay);

    /// <summary>Cancelled after a time.</summary>
    /// <param name="scheduler">Its clock counts.</param>
    /// <param name="millisecondsDelay">When.</param>
    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(scheduler) => CancelAfter(millisecondsDelay);

    /// <inheritdoc/>
    public bool IsCancellationRequested => _source.IsCancellationRequested;

    /// <inheritdoc/>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether it has been disposed. Cancelling it then does nothing.</summary>
    public bool IsDisposed { get; private set; }

    /// <inheritdoc/>
    public void Cancel() => Cancel(throwOnFirstException: false);

    /// <inheritdoc/>
    public void Cancel(bool throwOnFirstException)
    {
        if (!IsDisposed)
        {
            _source.Cancel(throwOnFirstException);
        }
    }

    /// <inheritdoc/>
    public void CancelAfter(TimeSpan delay) => _scheduler.ScheduleOnce(delay, Cancel, this);

    /// <inheritdoc/>
    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    /// <summary>Lets the token's resources go; it is not cancelled by that.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets the token's resources go.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            IsDisposed = true;
            _source.Dispose();
        }
    }
}
