namespace Kamisama.Processes;

/// <summary>Looks through /proc for members of the groups that ask for it: one pass for all that ask at the same time.</summary>
internal static class GroupScanner
{
    private static readonly Lock Gate = new();
    private static List<GroupWatch> _waiting = [];
    private static bool _isRunning;

    /// <summary>Asks for a pass that begins after this call.</summary>
    public static void Request(GroupWatch watch)
    {
        lock (Gate)
        {
            _waiting.Add(watch);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        // Not on the epoll thread: a pass over some thousand processes takes milliseconds, and exits must not wait for it.
        ThreadPool.UnsafeQueueUserWorkItem(static _ => Run(), null);
    }

    private static void Run()
    {
        while (true)
        {
            List<GroupWatch> batch;
            lock (Gate)
            {
                if (_waiting.Count == 0)
                {
                    _isRunning = false;
                    return;
                }

                (batch, _waiting) = (_waiting, []);
            }

            ScanOrFault(batch);
        }
    }

    private static void ScanOrFault(List<GroupWatch> batch)
    {
        try
        {
            Scan(batch);
        }
#pragma warning disable CA1031 // Whoever waits is told; the next pass is not harmed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            batch.ForEach(watch => watch.OnFault(exception));
        }
    }

    private static void Scan(List<GroupWatch> batch)
    {
        // A number is unique among groups that exist, but two watches of the past may have had it.
        ILookup<int, GroupWatch> groups = batch.Where(watch => watch.BeginScan()).ToLookup(watch => watch.Group);
        if (groups.Count == 0)
        {
            return;
        }

        foreach (int pid in ProcFs.Pids())
        {
            bool isRead = ProcFs.TryReadStat(pid, out ProcStat stat);
            if (!isRead && pid == Environment.ProcessId)
            {
                throw new IOException("Cannot look for the members of process groups: not even this process can be read in /proc. Raise the limit on open files of the master.");
            }

            if (isRead && !stat.HasEnded)
            {
                foreach (GroupWatch watch in groups[stat.Group])
                {
                    watch.Found(pid);
                }
            }
        }

        foreach (GroupWatch watch in groups.SelectMany(group => group))
        {
            watch.EndScan();
        }
    }
}
