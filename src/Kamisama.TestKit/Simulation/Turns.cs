namespace Kamisama.TestKit;

/// <summary>Runs the turns of all actors of a simulation on the thread that moves its clock, in the order in which they were asked for.</summary>
internal sealed class Turns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Queue<IThreadPoolWorkItem> _waiting = new();

    // A pulse makes a lock a slow one for good, and all but the end of a simulation goes without.
    private bool _isAwaited;

    /// <summary>
    /// Which of so many waiting turns is next, the oldest being 0. Actors promise no order among themselves, so any is right; for
    /// searching through them all. <see langword="null"/>: the oldest.
    /// </summary>
    internal Func<int, int>? Choose { get; set; }

    /// <summary>From any thread, though in a simulation there is one.</summary>
    internal void Post(IThreadPoolWorkItem turn)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(turn);
            if (_isAwaited)
            {
                Monitor.Pulse(_waiting);
            }
        }
    }

    /// <summary>Runs one turn.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool RunNext()
    {
        IThreadPoolWorkItem? turn;
        lock (_waiting)
        {
            turn = TakeNext();
        }

        if (turn is null)
        {
            return false;
        }

        turn.Execute();
        return true;
    }

    /// <summary>Runs turns until a task is done that other threads work at too. For the end: nothing is exact here.</summary>
    internal void RunUntil(Task task)
    {
        task.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        bool inTime = true;
        while (inTime && !task.IsCompleted)
        {
            if (RunNext())
            {
                continue;
            }

            lock (_waiting)
            {
                _isAwaited = true;
                inTime = _waiting.Count > 0 || task.IsCompleted || Monitor.Wait(_waiting, Patience);
            }
        }
    }

    private IThreadPoolWorkItem? TakeNext()
    {
        if (_waiting.Count < 2 || Choose is null)
        {
            return _waiting.TryDequeue(out IThreadPoolWorkItem? only) ? only : null;
        }

        int chosen = Choose(_waiting.Count);
        IThreadPoolWorkItem? taken = null;
        for (int i = 0, count = _waiting.Count; i < count; i++)
        {
            IThreadPoolWorkItem turn = _waiting.Dequeue();
            if (i == chosen)
            {
                taken = turn;
            }
            else
            {
                _waiting.Enqueue(turn);
            }
        }

        return taken;
    }

    private void Wake()
    {
        lock (_waiting)
        {
            Monitor.Pulse(_waiting);
        }
    }
}
