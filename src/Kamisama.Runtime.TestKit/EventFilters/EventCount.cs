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
    private Exception? _thrown;

    private string Names => string.Join(" or ", filters.Select(static filter => filter.Name));

    /// <returns>Whether the event fits.</returns>
    internal bool Offer(object what)
    {
        bool fits = Fits(what);
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

    internal bool Met(int expected) => _thrown is null && Volatile.Read(in _count) == expected;

    internal XunitException Failure(int expected, Patience since)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Awaited {expected} × {Names} for {FailureText.Seconds(since.Max)} after the block, but {Volatile.Read(in _count)} came.");
        lock (_seen)
        {
            text.Append(_seen.Count == 0 ? "\nNothing was logged." : "\nAll that was logged, with times from the end of the block:");
            foreach ((long at, bool fits, object what) in _seen)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n  {FailureText.When(since, at)}  {(fits ? "fits" : "    ")}  {what}");
            }
        }

        return _thrown is null
            ? new XunitException(text.ToString())
            : new XunitException(text.Append("\nThe predicate threw; see the inner exception.").ToString(), _thrown);
    }

    private bool Fits(object what)
    {
        try
        {
            return Array.Exists(filters, filter => filter.Fits(what));
        }
#pragma warning disable CA1031 // A predicate is the test's business; who logs, perhaps in an actor's turn, must not fail by it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _thrown ??= failure;
            return false;
        }
    }
}
