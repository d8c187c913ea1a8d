namespace Kamisama.Runtime;

/// <summary>A cancelable of one's own, with the clock of a scheduler.</summary>
public class Cancelable : ICancelable, IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly IActionScheduler _scheduler;

    /// <summary>Not cancelled yet.</summary>
    /// <param name="scheduler">Its clock counts for <see cref="CancelAfter(TimeSpan)"/>.</param>
    public Cancelable(IScheduler scheduler)
        : this(Advanced(scheduler))
    {
    }

    /// <summary>Not cancelled yet.</summary>
    /// <param name="scheduler">Its clock counts for <see cref="CancelAfter(TimeSpan)"/>.</param>
    public Cancelable(IActionScheduler scheduler)
        : this(scheduler, new CancellationTokenSource())
    {
    }

    /// <summary>Cancelled after a time.</summary>
    /// <param name="scheduler">Its clock counts.</param>
    /// <param name="delay">When; zero or more.</param>
    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(Advanced(scheduler), delay)
    {
    }

    /// <summary>Cancelled after a time.</summary>
    /// <param name="scheduler">Its clock counts.</param>
    /// <param name="delay">When; zero or more.</param>
    public Cancelable(IActionScheduler scheduler, TimeSpan delay)
        : this(scheduler) => CancelAfter(delay);

    /// <summary>Cancelled after a time.</summary>
    /// <param name="scheduler">Its clock counts.</param>
    /// <param name="millisecondsDelay">When; zero or more.</param>
    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(Advanced(scheduler), TimeSpan.FromMilliseconds(millisecondsDelay))
    {
    }

    private Cancelable(IActionScheduler scheduler, CancellationTokenSource source)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        _scheduler = scheduler;
        _source = source;
    }

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

    /// <summary>One that is cancelled already.</summary>
    public static ICancelable CreateCanceled() => CanceledCancelable.Instance;

    /// <summary>One that is cancelled when any of some others is.</summary>
    /// <param name="scheduler">Its clock counts for <see cref="CancelAfter(TimeSpan)"/>.</param>
    /// <param name="cancelables">The others.</param>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(Advanced(scheduler), cancelables);

    /// <summary>One that is cancelled when any of some others is.</summary>
    /// <param name="scheduler">Its clock counts for <see cref="CancelAfter(TimeSpan)"/>.</param>
    /// <param name="cancelables">The others.</param>
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler, [.. cancelables.Select(static one => one.Token)]);

    /// <summary>One that is cancelled when any of some others is.</summary>
    /// <param name="scheduler">Its clock counts for <see cref="CancelAfter(TimeSpan)"/>.</param>
    /// <param name="cancellationTokens">The others.</param>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        CreateLinkedCancelable(Advanced(scheduler), cancellationTokens);

    /// <summary>One that is cancelled when any of some others is.</summary>
    /// <param name="scheduler">Its clock counts for <see cref="CancelAfter(TimeSpan)"/>.</param>
    /// <param name="cancellationTokens">The others.</param>
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        new Cancelable(scheduler, CancellationTokenSource.CreateLinkedTokenSource(cancellationTokens));

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

    private static IAdvancedScheduler Advanced(IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return scheduler.Advanced;
    }
}
