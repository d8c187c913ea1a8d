namespace Kamisama.Runtime.TestKit;

/// <summary>A gate that opens when it has been counted down. Any thread.</summary>
#pragma warning disable CA1001 // As in Akka.TestKit it is not disposable; no wait handle is ever asked for, so there is nothing to let go.
public class TestLatch
#pragma warning restore CA1001
{
    private readonly CountdownEvent _latch;
    private readonly TimeSpan _defaultTimeout;
    private readonly Func<TimeSpan, TimeSpan> _dilate;

    /// <summary>Opens at the first count.</summary>
    public TestLatch()
        : this(1)
    {
    }

    /// <summary>Opens after some counts.</summary>
    /// <param name="count">How many.</param>
    public TestLatch(int count)
        : this(count, TimeSpan.FromSeconds(5))
    {
    }

    /// <summary>Opens after some counts.</summary>
    /// <param name="count">How many.</param>
    /// <param name="defaultTimeout">How long <see cref="Ready()"/> waits.</param>
    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(static time => time, count, defaultTimeout)
    {
    }

    internal TestLatch(Func<TimeSpan, TimeSpan> dilate, int count, TimeSpan defaultTimeout)
    {
        _latch = new CountdownEvent(count);
        _defaultTimeout = defaultTimeout;
        _dilate = dilate;
    }

    /// <summary>Whether all counts have come.</summary>
    public bool IsOpen => _latch.IsSet;

    /// <summary>One count.</summary>
    /// <exception cref="InvalidOperationException">It is open already.</exception>
    public void CountDown() => _latch.Signal();

    /// <summary>All counts at once.</summary>
    public void Open()
    {
        while (!IsOpen)
        {
            CountDown();
        }
    }

    /// <summary>Closes it again, with the count it began with.</summary>
    public void Reset() => _latch.Reset();

    /// <summary>Waits until it is open.</summary>
    /// <exception cref="TimeoutException">It did not open in time.</exception>
    public void Ready() => Ready(_defaultTimeout);

    /// <summary>Waits until it is open.</summary>
    /// <param name="timeout">How long, on the real clock.</param>
    /// <exception cref="TimeoutException">It did not open in time.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (!_latch.Wait(_dilate(timeout)))
        {
            throw new TimeoutException(
                $"The latch did not open within {FailureText.Seconds(_dilate(timeout))}: {_latch.CurrentCount} of {_latch.InitialCount} counts did not come.");
        }
    }
}
