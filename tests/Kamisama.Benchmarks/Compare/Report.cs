using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Kamisama.Benchmarks;

/// <summary>The table, with what has to be known about the machine to read it.</summary>
internal sealed class Report(CompareOptions options)
{
    private readonly List<Row> _rows = [];
    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();
    private readonly string _loadAtStart = LoadAverage();

    /// <summary>Processes that were still there at the end.</summary>
    public int LeftBehind { get; set; }

    public void Add(IEnumerable<Row> rows) => _rows.AddRange(rows);

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Line(text, $"{_began:yyyy-MM-dd HH:mm} UTC, {(TimeProvider.System.GetUtcNow() - _began).TotalMinutes:0.0} min · Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()} {RuntimeInformation.OSArchitecture} · {Cpu()} · load average {_loadAtStart} before, {LoadAverage()} after · .NET {Environment.Version} · scale {options.Scale.Name}{Settings()}");
        Line(text, $"");
        Line(text, $"| | kamisama | floor | ratio | target | |");
        Line(text, $"| --- | --- | --- | --- | --- | --- |");
        foreach (Row row in _rows)
        {
            string ratio = row.Ratio is { } value ? Samples.Text(Math.Round(value, 2)) : "";
            Line(text, $"| {row.Name} | {row.Of(Contender.KamisamaName)} | {row.Of(Contender.FloorName)} | {ratio} | {row.Target} | {row.Verdict} |");
        }

        Line(text, $"");
        Line(text, $"Median (least–greatest); the ratio is that of the medians. Processes left behind: {LeftBehind}.");
        foreach (Row row in _rows.Where(row => row.Note.Length > 0))
        {
            Line(text, $"- {row.Name}: {row.Note}");
        }

        return text.ToString();
    }

    private string Settings() => string.Concat(options.Environment.Select(each => $" · {each.Key}={each.Value}"));

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string LoadAverage() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);

    private static string Cpu()
    {
        string? model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return $"{Environment.ProcessorCount} × {(model is null ? "CPU" : model[(model.IndexOf(':', StringComparison.Ordinal) + 2)..])}";
    }
}
