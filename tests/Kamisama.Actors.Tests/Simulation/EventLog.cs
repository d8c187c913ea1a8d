using System.Diagnostics;
using System.Threading.Channels;

namespace Kamisama.Actors.Tests.Simulation;

/// <summary>The events of a pool, awaited one after the other. What is not awaited is skipped, but kept for the report.</summary>
internal sealed class EventLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<SupervisionEvent> _events = Channel.CreateUnbounded<SupervisionEvent>();
    private readonly List<SupervisionEvent> _seen = [];

    /// <summary>Everything that was taken from the stream so far.</summary>
    public IReadOnlyList<SupervisionEvent> Seen => _seen;

    public void Add(SupervisionEvent supervisionEvent) => _events.Writer.TryWrite(supervisionEvent);

    /// <summary>Takes what is there by now.</summary>
    /// <returns>Everything that was taken so far.</returns>
    public IReadOnlyList<SupervisionEvent> Drain()
    {
        while (_events.Reader.TryRead(out SupervisionEvent? next))
        {
            _seen.Add(next);
        }

        return _seen;
    }

    /// <summary>The next event of the type that fits.</summary>
    public async Task<T> ExpectAsync<T>(Func<T, bool>? fits = null)
        where T : SupervisionEvent
    {
        using var timeout = new CancellationTokenSource(Patience);
        long since = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                SupervisionEvent next = await _events.Reader.ReadAsync(timeout.Token);
                _seen.Add(next);
                if (next is T wanted && fits?.Invoke(wanted) != false)
                {
                    return wanted;
                }
            }
        }
        catch (OperationCanceledException)
        {
            string came = string.Join(Environment.NewLine, _seen.TakeLast(40).Select(e => $"  {e.GetType().Name}: {e}"));
            throw new TimeoutException(
                $"Awaited {typeof(T).Name} for {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s. What came:{Environment.NewLine}{came}");
        }
    }

    public async Task<IReadOnlyList<T>> ExpectManyAsync<T>(int count)
        where T : SupervisionEvent
    {
        var events = new List<T>();
        while (events.Count < count)
        {
            events.Add(await ExpectAsync<T>());
        }

        return events;
    }
}
