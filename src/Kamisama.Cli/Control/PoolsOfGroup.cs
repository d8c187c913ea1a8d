using System.Collections;
using Kamisama.Actors;

namespace Kamisama.Cli.Control;

/// <summary>The pools that a group has at the moment: a reload adds and removes some.</summary>
internal sealed class PoolsOfGroup(IWorkerPoolGroup group) : IReadOnlyList<IWorkerPool>
{
    public int Count => group.Pools.Count;

    public IWorkerPool this[int index] => group.Pools[index];

    public IEnumerator<IWorkerPool> GetEnumerator() => group.Pools.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
