using BenchmarkDotNet.Attributes;
using Kamisama.Actors;

namespace Kamisama.Benchmarks.Micro;

/// <summary>The slots of a pool of some size.</summary>
public class SlotTableBenchmarks
{
    private SlotTable _slots = null!;
    private TimeSpan _now;

    [Params(17, 1_000)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _slots = new SlotTable();
        for (int i = 0; i < Workers; i++)
        {
            _slots.Add(Next());
        }
    }

    [Benchmark]
    public object ChooseVictims() => _slots.ChooseVictims(1);

    /// <summary>The lowest index is the worst case: the next free one is searched from there.</summary>
    [Benchmark]
    public void RemoveAndAdd()
    {
        _slots.Remove(_slots.Find(1)!);
        _slots.Add(Next());
    }

    private TimeSpan Next() => _now += TimeSpan.FromMilliseconds(1);
}
