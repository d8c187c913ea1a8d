namespace Kamisama.Runtime;

/// <summary>
/// The queues of one actor, and its turn on the thread pool.
/// </summary>
/// <remarks>
/// <code>
///   status   bit 0  closed      set once, in the actor's own turn
///            bit 1  scheduled   a work item is queued or running: the turn belongs to it alone
///            bit 2  held        an asynchronous handler runs; changed only in the actor's own turn
///            bits 3..           suspend counter, changed only in the actor's own turn
///
///   idle ──Post──▶ scheduled ──turn──▶ idle ──(something arrived meanwhile)──▶ scheduled
///   held or suspended: system messages schedule a turn, user messages wait
/// </code>
/// Nothing is lost between the end of a turn and a push: the producer pushes, then reads the status; the turn clears the bit, then
/// looks at the queues; all four are full fences, so at least one of the two sees the other.
/// </remarks>
internal sealed partial class Mailbox(ActorCell cell)
{
    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int Held = 4;
    private const int SuspendUnit = 8;

    private Intake _user;
    private Intake _system;
    private QueueNode? _userBatch;
    private int _status;

    internal bool IsClosed => (Volatile.Read(in _status) & Closed) != 0;

    internal bool IsSuspended => Volatile.Read(in _status) >= SuspendUnit;

    internal bool IsHeld => (Volatile.Read(in _status) & Held) != 0;

    internal void Post(UserMessage message)
    {
        if (_user.TryPush(message))
        {
            Schedule(forSystem: false);
        }
        else
        {
            cell.ToDeadLetters(message);
        }
    }

    /// <summary>In the actor's turn: before all that waits.</summary>
    internal void Prepend(UserMessage message)
    {
        message.Next = _userBatch;
        _userBatch = message;
    }

    internal void PostSystem(SystemMessage message)
    {
        if (_system.TryPush(message))
        {
            Schedule(forSystem: true);
        }
        else
        {
            cell.ToDeadLetters(message);
        }
    }

    /// <summary>Before the actor is known to anybody: its first message, without a turn yet.</summary>
    internal void Prime(SystemMessage message) => _system.TryPush(message);

    internal void Start() => Schedule(forSystem: true);

    internal void Suspend() => Interlocked.Add(ref _status, SuspendUnit);

    internal void Resume()
    {
        // Clamped at zero: a survivor that was made while its parent was failing is restarted without ever having been suspended.
        if (IsSuspended)
        {
            Interlocked.Add(ref _status, -SuspendUnit);
        }
    }

    internal void Hold() => Interlocked.Or(ref _status, Held);

    internal void Release() => Interlocked.And(ref _status, ~Held);

    /// <summary>In the actor's turn. What is left, and all that comes later, goes to the dead letters.</summary>
    internal void Close()
    {
        Interlocked.Or(ref _status, Closed);
        for (QueueNode? node = _system.Close(); node is not null; node = node.Next)
        {
            cell.ToDeadLetters((SystemMessage)node);
        }

        for (QueueNode? node = _userBatch; node is not null; node = node.Next)
        {
            cell.ToDeadLetters((UserMessage)node);
        }

        _userBatch = null;
        for (QueueNode? node = _user.Close(); node is not null; node = node.Next)
        {
            cell.ToDeadLetters((UserMessage)node);
        }
    }
}
