namespace Kamisama.Actors;

/// <summary>The slots of a pool: who is there, which index is free, who goes first.</summary>
internal sealed class SlotTable
{
    // The slot with index i is at i − 1; null is a free index.
    private readonly List<Slot?> _slots = [];
    private int _lowestFree = 1;

    /// <summary>Slots in use, also those whose worker is being stopped: an index is free only when its process is gone.</summary>
    public int Count { get; private set; }

    /// <summary>Slots whose worker is wanted: in use, not being stopped, and not only there to take over from another.</summary>
    public int Wanted { get; private set; }

    /// <summary>The slots in use, by index.</summary>
    public IEnumerable<Slot> InUse => _slots.OfType<Slot>();

    public Slot? Find(int index) => index >= 1 && index <= _slots.Count ? _slots[index - 1] : null;

    /// <summary>Takes the lowest free index.</summary>
    /// <param name="now">When.</param>
    /// <param name="isSuccessor">Whether it is to take over from another slot, and is not wanted besides it.</param>
    public Slot Add(TimeSpan now, bool isSuccessor = false)
    {
        var slot = new Slot(_lowestFree) { StartedAt = now, IsSuccessor = isSuccessor };
        if (slot.Index > _slots.Count)
        {
            _slots.Add(slot);
        }
        else
        {
            _slots[slot.Index - 1] = slot;
        }

        while (_lowestFree <= _slots.Count && _slots[_lowestFree - 1] is not null)
        {
            _lowestFree++;
        }

        Count++;
        Wanted += isSuccessor ? 0 : 1;
        return slot;
    }

    /// <summary>The successor is one of the wanted ones from now on.</summary>
    public void TakeOver(Slot successor)
    {
        successor.IsSuccessor = false;
        Wanted++;
    }

    /// <summary>The slot's worker is to go. No effect when it is going already.</summary>
    public void MarkStopping(Slot slot)
    {
        if (slot.State != WorkerState.Stopping)
        {
            slot.State = WorkerState.Stopping;
            Wanted -= slot.IsSuccessor ? 0 : 1;
        }
    }

    /// <summary>The slot's process is gone and its index is free.</summary>
    public void Remove(Slot slot)
    {
        MarkStopping(slot);
        _slots[slot.Index - 1] = null;
        _lowestFree = Math.Min(_lowestFree, slot.Index);
        Count--;
    }

    /// <summary>
    /// Who goes when the pool shrinks: slots that wait for their start first, since they cost nothing; then the processes that
    /// have been running longest; of equals the lowest index. Never the last one.
    /// </summary>
    /// <param name="count">How many are to go.</param>
    public IReadOnlyList<Slot> ChooseVictims(int count)
    {
        List<Slot> wanted = [.. InUse.Where(slot => slot.State != WorkerState.Stopping && !slot.IsSuccessor)];
        wanted.Sort(InOrderOfRetirement);
        return [.. wanted.Take(Math.Min(count, Wanted - 1))];
    }

    private static int InOrderOfRetirement(Slot slot, Slot other)
    {
        int order = Rank(slot) - Rank(other);
        if (order == 0)
        {
            order = slot.StartedAt.CompareTo(other.StartedAt);
        }

        return order == 0 ? slot.Index - other.Index : order;
    }

    private static int Rank(Slot slot) => slot.State is WorkerState.Waiting or WorkerState.BackingOff ? 0 : 1;
}
