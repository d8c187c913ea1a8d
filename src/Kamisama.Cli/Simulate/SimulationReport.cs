using System.Globalization;
using Kamisama.Actors;
using Kamisama.Cli.Explain;
using Kamisama.Cli.Output;
using Kamisama.Control;

namespace Kamisama.Cli.Simulate;

/// <summary>What a simulated pool did, as tables.</summary>
internal static class SimulationReport
{
    public static string Describe(SimulateOptions options, SimulationFigures figures) => string.Join('\n', (string[])[
        $"{Words.Count(options.Pool.Instances, "worker")}, {Words.Time(figures.Duration)}, seed {options.Seed}",
        "",
        .. Table(2, Summary(options.Pool, figures)),
        "",
        "Over time",
        .. Table(2, OverTime(figures))]);

    private static List<string[]> Summary(WorkerPoolOptions pool, SimulationFigures figures)
    {
        List<string[]> rows =
        [
            ["outcome", Outcome(figures)],
            ["availability", $"{Percent(figures.Availability())} of the wanted worker time was ready"],
            ["longest with none ready", Longest(figures.None)],
            [$"longest with fewer than {pool.Instances}", Longest(figures.Fewer)],
            ["respawns", Number(figures.Respawns)],
        ];
        if (figures.Replacements > 0)
        {
            rows.Add(["replacements", Number(figures.Replacements)]);
        }

        rows.Add(["ends", figures.Ends.Any() ? string.Join(", ", figures.Ends.Select(end => $"{Number(end.Count)} {JsonNames.Of(end.Class).Replace('_', ' ')}")) : "none"]);
        rows.Add(["waits before respawns", figures.Respawns == 0 ? "none" : Waits(figures)]);
        return rows;
    }

    private static string Outcome(SimulationFigures figures) => figures switch
    {
        { GaveUpAt: { } at, End: { } end } => $"{end.Outcome}, at {Moment(at)}; nothing runs from then on",
        { GaveUpAt: { } at } => $"gave up at {Moment(at)}, and its workers were still being stopped",
        { End: { } end } => $"over at {Moment(end.At)}: {end.Outcome}",
        _ => "did not give up",
    };

    private static string Waits(SimulationFigures figures) =>
        $"median {Short(figures.Wait(0.5))}, 90 % at most {Short(figures.Wait(0.9))}, 99 % at most {Short(figures.Wait(0.99))}, longest {Short(figures.Wait(1))}";

    private static string Longest(LongestSpan span) =>
        span.Length == TimeSpan.Zero ? "0 s" : $"{Short(span.Length)}, from {Moment(span.From)}";

    private static List<string[]> OverTime(SimulationFigures figures)
    {
        List<string[]> rows = [["from", "deaths", "respawns", "ready", "longest wait"]];
        for (int i = 0; i < SimulationFigures.Periods; i++)
        {
            var (deaths, respawns, wait) = figures.ByPeriod[i];
            rows.Add([Moment(SimulationFigures.BeginOf(i, figures.Duration)), Number(deaths), Number(respawns), Percent(figures.Availability(i)), Short(wait)]);
        }

        return rows;
    }

    /// <summary>The columns side by side, two spaces between them.</summary>
    private static IEnumerable<string> Table(int indent, List<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row =>
            new string(' ', indent) + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>To the second where it is long: "3 h 20 min 4 s".</summary>
    internal static string Moment(TimeSpan at) => Words.Time(at >= TimeSpan.FromMinutes(1) ? TimeSpan.FromSeconds(Math.Round(at.TotalSeconds)) : at);

    private static string Short(TimeSpan time) => Moment(time);

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    // Rounded down: 99.9999 is not all of it. The small addition is for what binary fractions lose.
    private static string Percent(double part) => (Math.Floor((part * 100_000) + 1e-6) / 1_000).ToString("0.000", CultureInfo.InvariantCulture) + " %";
}
