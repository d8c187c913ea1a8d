namespace Kamisama.Benchmarks;

/// <summary>From the execution of the supervisor to its first and its last worker; then from TERM to its end.</summary>
internal sealed class StartMeasure : Measure
{
    private readonly IReadOnlyList<Lines> _lines;

    public StartMeasure(Scale scale) => _lines = [.. scale.Starts.Select(start => new Lines(start.Workers, start.Repetitions))];

    public override string Name => "start";

    public override IReadOnlyList<Row> Rows => [.. _lines.Select(line => line.First), .. _lines.Select(line => line.All), .. _lines.Select(line => line.Stop)];

    public override void Take(Bench bench)
    {
        WarmUp(bench);
        foreach (Lines lines in _lines)
        {
            for (int i = 0; i < lines.Repetitions; i++)
            {
                foreach (Contender contender in bench.Contenders)
                {
                    TakeOne(bench, contender, lines);
                }
            }
        }
    }

    // The first start of a program reads it from the disk.
    private static void WarmUp(Bench bench)
    {
        foreach (Contender contender in bench.Contenders)
        {
            Supervisor.StartUp(bench.Workshop, contender, 1).Dispose();
        }
    }

    private static void TakeOne(Bench bench, Contender contender, Lines lines)
    {
        using Supervisor supervisor = Supervisor.StartUp(bench.Workshop, contender, lines.Workers);
        long executed = supervisor.ExecutedAt;
        IReadOnlyList<Fact> ups = supervisor.UpsSince(0);
        lines.First.Of(contender.Name).Add(Milliseconds(executed, ups.Min(up => up.Timestamp)));
        lines.All.Of(contender.Name).Add(Milliseconds(executed, ups.Max(up => up.Timestamp)));

        Settle(0.5);
        long stopped = supervisor.Signal(Native.SigTerm);
        lines.Stop.Of(contender.Name).Add(Milliseconds(stopped, supervisor.WaitForExit()));
    }

    private sealed record Lines(int Workers, int Repetitions)
    {
        public Row First { get; } = new($"First of {Samples.Text(Workers)} up, ms", Most: Workers == 17 ? 80 : null);

        public Row All { get; } = new($"All of {Samples.Text(Workers)} up, ms", MostRatio: Workers == 1_000 ? 2.5 : null);

        public Row Stop { get; } = new($"Stop of {Samples.Text(Workers)}: TERM to the end, ms");
    }
}
