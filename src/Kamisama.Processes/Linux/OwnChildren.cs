using System.Collections.Concurrent;

namespace Kamisama.Processes;

/// <summary>Which children of this process were started here and not collected yet. The <see cref="OrphanReaper"/> keeps off them.</summary>
internal static class OwnChildren
{
    private static readonly ConcurrentDictionary<int, LinuxProcessHandle> ByPid = new();

    /// <summary>
    /// Held from before a process is created until it is in the table, so that whoever finds a child that is not in the
    /// table can make sure, by taking it, that it is not just about to be added.
    /// </summary>
    public static Lock SpawnGate { get; } = new();

    private static readonly object Changed = new();
    private static bool _someoneWaits;

    public static void Add(int pid, LinuxProcessHandle handle) => ByPid[pid] = handle;

    /// <summary>To be called after the process was collected. Leaves a successor alone that was given the same pid.</summary>
    public static void Remove(int pid, LinuxProcessHandle handle)
    {
        ByPid.TryRemove(KeyValuePair.Create(pid, handle));
        if (Volatile.Read(ref _someoneWaits))
        {
            lock (Changed)
            {
                Monitor.PulseAll(Changed);
            }
        }
    }

    /// <summary>Whether a child was started here.</summary>
    public static bool Contains(int pid)
    {
        if (ByPid.ContainsKey(pid))
        {
            return true;
        }

        lock (SpawnGate)
        {
            return ByPid.ContainsKey(pid);
        }
    }

    /// <summary>Waits until a child that has ended was collected by its handle.</summary>
    public static void WaitUntilCollected(int pid)
    {
        if (!ByPid.TryGetValue(pid, out LinuxProcessHandle? handle))
        {
            return;
        }

        lock (Changed)
        {
            Volatile.Write(ref _someoneWaits, true);
            Interlocked.MemoryBarrier();
            while (ByPid.TryGetValue(pid, out LinuxProcessHandle? current) && ReferenceEquals(current, handle))
            {
                Monitor.Wait(Changed);
            }

            _someoneWaits = false;
        }
    }
}
