using System.Threading.Channels;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary>The events that one listener has not taken yet. Bounded: what does not fit is dropped and counted.</summary>
internal sealed class EventQueue : IDisposable
{
    public const int MaxEvents = 1_000;

    private readonly EventFan _fan;
    private readonly Channel<SupervisionEvent> _events;
    private long _lost;

    public EventQueue(EventFan fan)
    {
        _fan = fan;
        _events = Channel.CreateBounded<SupervisionEvent>(
            new BoundedChannelOptions(MaxEvents) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    }

    public void Add(SupervisionEvent supervisionEvent)
    {
        if (!_events.Writer.TryWrite(supervisionEvent))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    public void Complete() => _events.Writer.TryComplete();

    /// <summary>Waits for an event; <see langword="false"/>: none follows.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _events.Reader.WaitToReadAsync(cancellationToken);

    public bool TryTake(out SupervisionEvent? supervisionEvent) => _events.Reader.TryRead(out supervisionEvent);

    /// <summary>How many were dropped since the last call.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);

    public void Dispose() => _fan.Remove(this);
}
