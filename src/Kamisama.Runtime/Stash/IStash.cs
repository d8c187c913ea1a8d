namespace Kamisama.Runtime;

/// <summary>
/// Messages put aside until the actor can deal with them. Use it in the actor's own turn only.
/// </summary>
/// <remarks>
/// Before a restart, all of them go back to the front of the mailbox: they meet the new instance first, in order. When the actor
/// stops, they become dead letters.
/// </remarks>
public interface IStash
{
    /// <summary>How many messages are in the stash.</summary>
    int Count { get; }

    /// <summary>Whether there is none.</summary>
    bool IsEmpty { get; }

    /// <summary>Whether there is one at least.</summary>
    bool NonEmpty { get; }

    /// <summary>Whether <see cref="Stash"/> would overflow. Always false without a limit.</summary>
    bool IsFull { get; }

    /// <summary>How many messages fit; -1 for no limit. See <see cref="Props.WithStashCapacity"/>.</summary>
    int Capacity { get; }

    /// <summary>Puts the message in hand aside, with its sender.</summary>
    /// <exception cref="IllegalActorStateException">It has been put aside already, or there is no message in hand.</exception>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    void Stash();

    /// <summary>Puts the oldest message back, in front of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all messages back, in front of the mailbox, in order.</summary>
    void UnstashAll();

    /// <summary>Puts some messages back, in front of the mailbox, in order, and <b>throws the others away</b>: they are no dead letters.</summary>
    /// <param name="predicate">Which ones to keep.</param>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Empties the stash.</summary>
    /// <returns>What was in it, oldest first.</returns>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages into the stash before all that are in it. The limit does not count here.</summary>
    /// <param name="envelopes">The messages, oldest first.</param>
    void Prepend(IEnumerable<Envelope> envelopes);
}
