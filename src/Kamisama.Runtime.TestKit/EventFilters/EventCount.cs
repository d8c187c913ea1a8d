using System.Globalization;
using System.Text;
using Xunit.Sdk;

namespace Kamisama.Runtime.TestKit;

/// <summary>Counts the events that fit one of several filters, while a block runs. Any thread.</summary>
#pragma warning disable CA1001 // Publishers may be later than the block; and without a wait handle the semaphore has nothing to let go.
internal sealed class EventCount(EventFilter[] filters)
#pragma warning restore CA1001
{
    private const int Remembered = 64;

    private readonly SemaphoreSlim _fitted = new(0);
    private readonly Queue<(long At, bool Fits, object Event)> _seen = [];
    private int _count;

    internal int Count => Volatile.Read(in _count);

    private string Names => string.Join(" or ", filters.Select(static filter => filter.Name));

    /// <returns>Whether the event fits.</returns>
    internal bool Offer(object what)
    {
        bool fits = Array.Exists(filters, filter => filter.Fits(what));
        lock (_seen)
        {
            _seen.Enqueue((TimeProvider.System.GetTimestamp(), fits, what));
            if (_seen.Count > Remembered)
            {
                _seen.Dequeue();
            }
        }

        if (fits)
        {
            Interlocked.Increment(ref _count);
            _fitted.Release();
        }

        return fits;
    }

    /// <summary>Waits until as many have come as are expected; if none is, until the time is up, or one comes.</summary>
    internal async Task Await(int expected, Patience patience, Waiting how, CancellationToken token)
    {
        int wanted = Math.Max(expected, 1);
        for (int come = 0; come < wanted && !(come > 0 && patience.IsOver); come++)
        {
            bool another = how == Waiting.Blocking
                ? _fitted.Wait(patience.Left, token)
                : await _fitted.WaitAsync(patience.Left, token).ConfigureAwait(false);
            if (!another)
            {
                return;
            }
        }
    }

    internal XunitException Failure(int expected, Patience since)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Awaited {expected} × {Names} for {FailureText.Seconds(since.Max)} after the block, but {Count} came.");
        lock (_seen)
        {
            text.Append(_seen.Count == 0 ? "\nNothing was logged." : "\nAll that was logged, with times from the end of the block:");
            foreach ((long at, bool fits, object what) in _seen)
            {
                TimeSpan when = TimeProvider.System.GetElapsedTime(since.Start, at);
                string time = string.Create(CultureInfo.InvariantCulture, $"{(when < TimeSpan.Zero ? '-' : '+')}{when.Duration().TotalSeconds:0.000}");
                text.Append(CultureInfo.InvariantCulture, $"\n  {time,8} s  {(fits ? "fits" : "    ")}  {what}");
            }
        }

        return new XunitException(text.ToString());
    }
}
