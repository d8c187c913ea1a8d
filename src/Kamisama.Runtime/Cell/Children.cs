using System.Collections;

namespace Kamisama.Runtime;

/// <summary>What a cell does when the last of its dying children is gone.</summary>
internal enum AfterChildren
{
    /// <summary>Nothing: children that were stopped by the actor itself, or died.</summary>
    Nothing,

    /// <summary>Make the first instance (again).</summary>
    Create,

    /// <summary>Make the next instance.</summary>
    Recreate,

    /// <summary>End.</summary>
    Terminate,
}

/// <summary>The children of one cell by name, and what waits for their end.</summary>
/// <remarks>
/// A child's death costs the same whatever the number of its siblings: dying children are a flag on the child and a count here,
/// never a copied list. Locked because the user guardian gets children from any thread.
/// </remarks>
internal sealed class Children : IReadOnlyCollection<ChildRestartStats>, IEnumerable<IInternalActorRef>
{
    /// <summary>Of a cell that has ended, and of one that ends without ever having had children.</summary>
    internal static readonly Children Ended = new() { _after = AfterChildren.Terminate };

    private readonly Dictionary<string, ChildRestartStats> _byName = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _dying;
    private AfterChildren _after;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byName.Count;
            }
        }
    }

    /// <summary>Read in the cell's turn, which alone changes it.</summary>
    internal AfterChildren After => _after;

    internal void Add(string name, LocalActorRef child)
    {
        lock (_lock)
        {
            if (_after == AfterChildren.Terminate)
            {
                throw new InvalidOperationException($"Cannot create actor '{name}': its parent is stopping. Create children before that.");
            }

            if (!_byName.TryAdd(name, new ChildRestartStats(child)))
            {
                throw new InvalidActorNameException(
                    $"Cannot create actor '{name}': a sibling of that name lives. A name is free when its Terminated has come.");
            }
        }
    }

    internal ChildRestartStats? Find(string name)
    {
        lock (_lock)
        {
            return _byName.GetValueOrDefault(name);
        }
    }

    /// <summary>The child's entry; null for a stranger, and for an earlier bearer of a child's name.</summary>
    internal ChildRestartStats? Find(IActorRef actor)
    {
        ChildRestartStats? found = actor is LocalActorRef local ? Find(local.Name) : null;
        return found is not null && ReferenceEquals(found.Child, actor) ? found : null;
    }

    internal void MarkDying(IActorRef actor)
    {
        lock (_lock)
        {
            if (Find(actor) is { } found)
            {
                Mark(found);
            }
        }
    }

    /// <summary>Whether there are dying children to wait for; if so, <paramref name="after"/> comes out of the last <see cref="Remove"/>.</summary>
    internal bool WaitForDying(AfterChildren after)
    {
        lock (_lock)
        {
            if (_dying == 0)
            {
                return false;
            }

            _after = after;
            return true;
        }
    }

    /// <summary>No further children; all present ones are dying. One step, because the guardian's children are made from any thread.</summary>
    /// <returns>Those to stop, or null when the end had begun before.</returns>
    internal LocalActorRef[]? BeginTermination()
    {
        lock (_lock)
        {
            if (_after == AfterChildren.Terminate)
            {
                return null;
            }

            _after = AfterChildren.Terminate;
            foreach (ChildRestartStats child in _byName.Values)
            {
                Mark(child);
            }

            return Snapshot();
        }
    }

    /// <summary>A child is gone.</summary>
    /// <returns>What was waiting for it, if it was the last one.</returns>
    internal AfterChildren Remove(IActorRef actor)
    {
        lock (_lock)
        {
            if (Find(actor) is not { } found)
            {
                return AfterChildren.Nothing;
            }

            _byName.Remove(((LocalActorRef)actor).Name);
            if (!found.IsDying || --_dying > 0)
            {
                return AfterChildren.Nothing;
            }

            AfterChildren next = _after;
            if (next != AfterChildren.Terminate)
            {
                _after = AfterChildren.Nothing;
            }

            return next;
        }
    }

    internal LocalActorRef[] Snapshot()
    {
        lock (_lock)
        {
            var all = new LocalActorRef[_byName.Count];
            int i = 0;
            foreach (ChildRestartStats child in _byName.Values)
            {
                all[i++] = child.Ref;
            }

            return all;
        }
    }

    public IEnumerator<ChildRestartStats> GetEnumerator()
    {
        ChildRestartStats[] all;
        lock (_lock)
        {
            all = new ChildRestartStats[_byName.Count];
            _byName.Values.CopyTo(all, 0);
        }

        return ((IEnumerable<ChildRestartStats>)all).GetEnumerator();
    }

    IEnumerator<IInternalActorRef> IEnumerable<IInternalActorRef>.GetEnumerator() =>
        ((IEnumerable<IInternalActorRef>)Snapshot()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Mark(ChildRestartStats child)
    {
        if (!child.IsDying)
        {
            child.IsDying = true;
            _dying++;
        }
    }
}
