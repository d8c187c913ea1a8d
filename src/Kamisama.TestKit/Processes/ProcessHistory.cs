namespace Kamisama.TestKit;

/// <summary>The processes of a host in the order of their starts: all that are alive, and the last ones that have ended.</summary>
internal sealed class ProcessHistory
{
    private readonly LinkedList<SimulatedProcess> _all = [];
    private readonly Queue<LinkedListNode<SimulatedProcess>> _ended = new();

    internal IEnumerable<SimulatedProcess> All => _all;

    internal void Add(SimulatedProcess process) => process.Place = _all.AddLast(process);

    internal void Ended(SimulatedProcess process, int remembered)
    {
        _ended.Enqueue(process.Place!);
        while (_ended.Count > remembered)
        {
            _all.Remove(_ended.Dequeue());
        }
    }
}
