namespace Kamisama.Runtime;

/// <summary>Whose the turn is, and on which thread it runs.</summary>
internal sealed partial class Mailbox : IThreadPoolWorkItem
{
    private const int Throughput = 30;

    void IThreadPoolWorkItem.Execute()
    {
        RunTurn();
        if (KeepTurn())
        {
            Queue();
        }
    }

    private void RunTurn()
    {
        ActorCell? outer = ActorCell.Current;
        ActorCell.Current = cell;
        RunSystem();
        RunUser();
        ActorCell.Current = outer;
    }

    /// <summary>Ends the turn.</summary>
    /// <returns>Whether there is more to do, and it is this thread's business: the turn is still ours, or ours again.</returns>
    private bool KeepTurn()
    {
        // Read while the turn is still ours; after the bit is cleared another thread may own the batch.
        bool more = _userBatch is not null;
        int status = Interlocked.And(ref _status, ~Scheduled) & ~Scheduled;
        return _system.HasAny ? TakeTurn(forSystem: true) : status == 0 && (more || _user.HasAny) && TakeTurn(forSystem: false);
    }

    private void RunUser()
    {
        for (int left = cell.Props.RunsOnCallingThread ? int.MaxValue : Throughput; left > 0 && (Volatile.Read(in _status) & ~Scheduled) == 0; left--)
        {
            QueueNode? next = _userBatch ?? _user.TakeAll();
            if (next is null)
            {
                return;
            }

            _userBatch = next.Next;
            next.Next = null;
            cell.Invoke((UserMessage)next);
            RunSystem();
        }
    }

    private void RunSystem()
    {
        while (_system.TakeAll() is { } batch)
        {
            cell.RunSystem((SystemMessage)batch);
        }
    }

    private void Schedule(bool forSystem)
    {
        if (!TakeTurn(forSystem))
        {
            return;
        }

        if (cell.Props.RunsOnCallingThread)
        {
            RunHere();
        }
        else
        {
            Queue();
        }
    }

    /// <returns>Whether the turn is ours now; otherwise somebody has it, or nobody may.</returns>
    private bool TakeTurn(bool forSystem)
    {
        int status = Volatile.Read(in _status);
        while ((status & (Closed | Scheduled)) == 0 && (forSystem || status < Held))
        {
            int seen = Interlocked.CompareExchange(ref _status, status | Scheduled, status);
            if (seen == status)
            {
                return true;
            }

            status = seen;
        }

        return false;
    }

    // The global queue, not the local one: the local one is last in, first out, and a busy actor would starve others.
    private void Queue()
    {
        if (cell.SystemImpl.Executor is { } executor)
        {
            executor(this);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    // What the turn sends to the actor itself, and what other threads send meanwhile, is run by this same turn. A loop, since the stack
    // of a busy actor would grow. The caller's context must not catch what the actor awaits.
    private void RunHere()
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        do
        {
            RunTurn();
        }
        while (KeepTurn());
        SynchronizationContext.SetSynchronizationContext(outer);
    }
}
