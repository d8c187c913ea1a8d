namespace Kamisama.Runtime;

/// <summary>The stash of one instance.</summary>
internal sealed class ActorStash(ActorCell cell, int capacity) : IStash
{
    private LinkedList<Envelope> _messages = [];
    private bool _isClosed;

    public int Count => _messages.Count;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => capacity > 0 && Count >= capacity;

    public int Capacity => capacity;

    public void Stash()
    {
        Envelope current = cell.TakeForStash();
        if (IsFull)
        {
            throw new StashOverflowException(
                $"Cannot stash {current} in {cell.Self}: {capacity} messages are in the stash. Unstash earlier, or give Props.WithStashCapacity a higher number.");
        }

        if (_isClosed)
        {
            cell.PutBack(current);
        }
        else
        {
            _messages.AddLast(current);
        }
    }

    public void Unstash()
    {
        if (_messages.First is { } oldest)
        {
            _messages.RemoveFirst();
            cell.PutBack(oldest.Value);
        }
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        LinkedList<Envelope> messages = TakeAll();

        // Each goes to the front of the mailbox, so the oldest must go last.
        foreach (Envelope message in messages.Where(predicate).Reverse())
        {
            cell.PutBack(message);
        }
    }

    public IEnumerable<Envelope> ClearStash() => TakeAll();

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        ArgumentNullException.ThrowIfNull(envelopes);
        foreach (Envelope message in envelopes.Reverse())
        {
            _messages.AddFirst(message);
        }
    }

    /// <summary>The instance is done with. What an asynchronous handler of it stashes yet goes to the next instance.</summary>
    internal void Close()
    {
        UnstashAll();
        _isClosed = true;
    }

    private LinkedList<Envelope> TakeAll()
    {
        LinkedList<Envelope> all = _messages;
        _messages = [];
        return all;
    }
}
