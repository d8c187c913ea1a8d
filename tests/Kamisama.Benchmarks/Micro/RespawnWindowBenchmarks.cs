using BenchmarkDotNet.Attributes;
using Kamisama.Actors;

namespace Kamisama.Benchmarks.Micro;

/// <summary>One decision of the respawn limit, with a window that always has something to drop.</summary>
public class RespawnWindowBenchmarks
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    private RespawnWindow _window = null!;
    private TimeSpan _now;

    [Params(3, 1_000)]
    public int Limit { get; set; }

    [GlobalSetup]
    public void SetUp() => _window = new RespawnWindow(Limit, Interval);

    [Benchmark]
    public bool TryRecord()
    {
        _now += Interval / Limit;
        return _window.TryRecord(_now);
    }
}
