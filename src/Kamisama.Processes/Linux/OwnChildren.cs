namespace Kamisama.Processes;

/// <summary>Which children of this process were started here and not collected yet. The <see cref="OrphanReaper"/> keeps off them.</summary>
internal static class OwnChildren
{
    // Guards the table and tells of its changes. Not a ConcurrentDictionary: over a number it is compiled at run time.
    private static readonly object Changed = new();
    private static readonly Dictionary<int, LinuxProcessHandle> ByPid = [];

    /// <summary>
    /// Held from before a process is created until it is in the table, so that whoever finds a child that is not in the
    /// table can make sure, by taking it, that it is not just about to be added.
    /// </summary>
    public static Lock SpawnGate { get; } = new();

    public static void Add(int pid, LinuxProcessHandle handle)
    {
        lock (Changed)
        {
            ByPid[pid] = handle;
        }
    }

    /// <summary>To be called after the process was collected. Leaves a successor alone that was given the same pid.</summary>
    public static void Remove(int pid, LinuxProcessHandle handle)
    {
        lock (Changed)
        {
            if (IsListed(pid, handle))
            {
                ByPid.Remove(pid);
                Monitor.PulseAll(Changed);
            }
        }
    }

    /// <summary>Whether a child was started here.</summary>
    public static bool Contains(int pid) => Find(pid) is not null;

    /// <summary>The handle of a child that was started here and not collected yet.</summary>
    public static LinuxProcessHandle? Find(int pid)
    {
        if (Listed(pid) is { } handle)
        {
            return handle;
        }

        lock (SpawnGate)
        {
            return Listed(pid);
        }
    }

    /// <summary>Waits until a child that has ended was collected by its handle.</summary>
    public static void WaitUntilCollected(int pid)
    {
        lock (Changed)
        {
            if (ByPid.TryGetValue(pid, out LinuxProcessHandle? handle))
            {
                while (IsListed(pid, handle))
                {
                    Monitor.Wait(Changed);
                }
            }
        }
    }

    private static LinuxProcessHandle? Listed(int pid)
    {
        lock (Changed)
        {
            return ByPid.GetValueOrDefault(pid);
        }
    }

    private static bool IsListed(int pid, LinuxProcessHandle handle) =>
        ByPid.TryGetValue(pid, out LinuxProcessHandle? listed) && ReferenceEquals(listed, handle);
}
