namespace Kamisama.Runtime;

/// <summary>A cancelable of one's own, with the clock of a scheduler.</summary>
public sealed class Cancelable : ICancelable, IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly IActionScheduler _scheduler;

    /// <summary>Not cancelled yet.</summary>
    /// <param name="scheduler">Its clock counts for <see cref="CancelAfter"/>.</param>
    public Cancelable(IScheduler scheduler)
        : this((scheduler ?? throw new ArgumentNullException(nameof(scheduler))).Advanced)
    {
    }

    /// <summary>Cancelled after a time.</summary>
    /// <param name="scheduler">Its clock counts.</param>
    /// <param name="delay">When; zero or more.</param>
    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler) => CancelAfter(delay);

    internal Cancelable(IActionScheduler scheduler) => _scheduler = scheduler;

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

    /// <summary>Lets the token's resources go; it is not cancelled by that.</summary>
    public void Dispose()
    {
        IsDisposed = true;
        _source.Dispose();
    }
}
