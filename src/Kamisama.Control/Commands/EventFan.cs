using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary>Hands events to whoever listens now, and keeps the last ones. Adding never waits.</summary>
internal sealed class EventFan
{
    /// <summary>How many events are kept for those who come later.</summary>
    public const int MaxRecent = 100;

    private readonly Lock _lock = new();
    private readonly Queue<SupervisionEvent> _recent = new(MaxRecent);
    private readonly List<EventQueue> _queues = [];
    private bool _isComplete;

    public void Add(SupervisionEvent supervisionEvent)
    {
        lock (_lock)
        {
            if (_recent.Count == MaxRecent)
            {
                _recent.Dequeue();
            }

            _recent.Enqueue(supervisionEvent);
            foreach (EventQueue queue in _queues)
            {
                queue.Add(supervisionEvent);
            }
        }
    }

    /// <summary>No event follows.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            _queues.ForEach(queue => queue.Complete());
        }
    }

    /// <summary>The last events, oldest first.</summary>
    public IReadOnlyList<SupervisionEvent> Recent(int count)
    {
        lock (_lock)
        {
            return [.. _recent.TakeLast(count)];
        }
    }

    /// <summary>A queue of all events from now on, with as many of the last ones before them.</summary>
    public EventQueue Listen(int recent)
    {
        lock (_lock)
        {
            var queue = new EventQueue(this);
            foreach (SupervisionEvent supervisionEvent in _recent.TakeLast(recent))
            {
                queue.Add(supervisionEvent);
            }

            _queues.Add(queue);
            if (_isComplete)
            {
                queue.Complete();
            }

            return queue;
        }
    }

    public void Remove(EventQueue queue)
    {
        lock (_lock)
        {
            _queues.Remove(queue);
        }
    }
}
