using System.Diagnostics;

namespace Kamisama.Benchmarks;

/// <summary>All workers killed at once: from the first KILL to the last of the new ones.</summary>
internal sealed class StormMeasure : Measure
{
    private const int StormsPerSession = 5;

    private readonly IReadOnlyList<(int Workers, int Repetitions, Row Row)> _lines;

    public StormMeasure(Scale scale) =>
        _lines = [.. scale.Storms.Select(storm => (
            storm.Workers,
            storm.Repetitions,
            new Row($"All of {Samples.Text(storm.Workers)} killed, all back, ms", MostRatio: storm.Workers == 1_000 ? 2.5 : null)))];

    public override string Name => "storm";

    public override IReadOnlyList<Row> Rows => [.. _lines.Select(line => line.Row)];

    public override void Take(Bench bench)
    {
        foreach ((int workers, int repetitions, Row row) in _lines)
        {
            for (int left = repetitions; left > 0; left -= StormsPerSession)
            {
                TakeSession(bench, workers, Math.Min(left, StormsPerSession), row);
            }
        }
    }

    private static void TakeSession(Bench bench, int workers, int storms, Row row)
    {
        using Supervisors all = bench.StartUpAll(workers);
        for (int storm = 0; storm < storms; storm++)
        {
            foreach ((string name, Supervisor supervisor) in all)
            {
                Settle(1);
                row.Of(name).Add(KillAll(supervisor, workers));
            }
        }
    }

    private static double KillAll(Supervisor supervisor, int workers)
    {
        int before = supervisor.Ups;
        IReadOnlyList<Fact> alive = supervisor.UpsSince(before - workers);
        long killed = Stopwatch.GetTimestamp();
        foreach (Fact worker in alive)
        {
            Native.Signal(worker.Pid, Native.SigKill);
        }

        supervisor.WaitForUps(before + workers);
        return Milliseconds(killed, supervisor.UpsSince(before).Max(up => up.Timestamp));
    }
}
