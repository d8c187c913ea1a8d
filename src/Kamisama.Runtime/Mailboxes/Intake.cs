namespace Kamisama.Runtime;

/// <summary>
/// Many producers, one consumer, no lock: a stack that the consumer takes whole and turns round.
/// </summary>
/// <remarks>
/// Closing swaps in a sentinel by the same atomic operation that producers push with. So a push either happens before the close,
/// and <see cref="Close"/> returns it, or it fails and the producer knows: no message is lost between the two, none is seen twice.
/// </remarks>
internal struct Intake
{
    private static readonly QueueNode s_closed = new UserMessage(nameof(s_closed), null);

    private QueueNode? _top;

    internal readonly bool HasAny
    {
        get
        {
            QueueNode? top = Volatile.Read(in _top);
            return top is not null && !ReferenceEquals(top, s_closed);
        }
    }

    /// <summary>Any thread.</summary>
    /// <returns>Whether the consumer will see the node; false once closed.</returns>
    internal bool TryPush(QueueNode node)
    {
        QueueNode? top = Volatile.Read(in _top);
        while (!ReferenceEquals(top, s_closed))
        {
            node.Next = top;
            QueueNode? seen = Interlocked.CompareExchange(ref _top, node, top);
            if (ReferenceEquals(seen, top))
            {
                return true;
            }

            top = seen;
        }

        node.Next = null;
        return false;
    }

    /// <summary>The consumer only: everything so far, oldest first.</summary>
    internal QueueNode? TakeAll() => HasAny ? OldestFirst(Interlocked.Exchange(ref _top, null)) : null;

    /// <summary>The consumer only: everything so far, oldest first, and nothing ever after.</summary>
    internal QueueNode? Close()
    {
        QueueNode? top = Interlocked.Exchange(ref _top, s_closed);
        return ReferenceEquals(top, s_closed) ? null : OldestFirst(top);
    }

    private static QueueNode? OldestFirst(QueueNode? newest)
    {
        QueueNode? turned = null;
        while (newest is not null)
        {
            QueueNode? older = newest.Next;
            newest.Next = turned;
            turned = newest;
            newest = older;
        }

        return turned;
    }
}
