namespace Kamisama.Benchmarks;

/// <summary>What a supervisor holds while nothing happens.</summary>
internal sealed class MemoryMeasure : Measure
{
    private const double Megabyte = 1e6;

    private static readonly int[] Sizes = [1, 100, 1_000];

    private readonly Dictionary<int, Row> _pss = Sizes.ToDictionary(
        size => size,
        size => new Row($"PSS with {Samples.Text(size)}, MB", Most: size == 1_000 ? 45 : null));

    private readonly Row _perWorker = new("PSS a worker, KiB", Most: 10);
    private readonly Row _rss = new("RSS with 1,000, MB");
    private readonly Row _threads = new("Threads with 1,000");
    private readonly Row _descriptors = new("Open descriptors with 1,000");

    public override string Name => "memory";

    public override IReadOnlyList<Row> Rows => [.. _pss.Values, _perWorker, _rss, _threads, _descriptors];

    public override void Take(Bench bench)
    {
        string runtime = bench.Workshop.CopyRuntime();
        for (int session = 0; session < bench.Scale.MemorySessions; session++)
        {
            foreach (Contender contender in bench.Contenders)
            {
                TakeSession(bench, contender.With(Workshop.DotnetRootVariable, runtime));
            }
        }
    }

    private void TakeSession(Bench bench, Contender contender)
    {
        Dictionary<int, double> pss = [];
        foreach (int size in Sizes)
        {
            using Supervisor supervisor = Supervisor.StartUp(bench.Workshop, contender, size);
            Settle(3);
            if (ProcFigures.Maps(supervisor.Pid, Workshop.DotnetRoot))
            {
                _pss[size].Note = "too low: files of the runtime are shared with the driver";
            }

            pss[size] = ProcFigures.Pss(supervisor.Pid);
            _pss[size].Of(contender.Name).Add(pss[size] / Megabyte);
            if (size == Sizes[^1])
            {
                _rss.Of(contender.Name).Add(ProcFigures.Rss(supervisor.Pid) / Megabyte);
                _threads.Of(contender.Name).Add(ProcFigures.Threads(supervisor.Pid));
                _descriptors.Of(contender.Name).Add(ProcFigures.Descriptors(supervisor.Pid));
            }
        }

        _perWorker.Of(contender.Name).Add((pss[Sizes[^1]] - pss[Sizes[0]]) / 1024 / (Sizes[^1] - Sizes[0]));
    }
}
