using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Kamisama.Benchmarks;

/// <summary><c>output</c>: how much the built command writes for its workers, and what memory that takes.</summary>
internal static class OutputCommand
{
    private const int Workers = 8;
    private const long BytesOfEach = 100_000_000;
    private const double Megabyte = 1e6;

    private static readonly (string Name, string[] Options)[] Cases =
    [
        ("inherit, to the null device", []),
        ("`prefix`, to the null device", ["--output", "prefix"]),
        ("`json`, to the null device", ["--output", "json"]),
        ("`file`, one for each worker", ["--output", "file:FOLDER/log.{index}"]),
        ("`file`, one", ["--output", "file:FOLDER/log"]),
        ("`file`, one, rotated at 20 MB", ["--output", "file:FOLDER/log", "--output-rotate-size", "20M", "--output-keep", "2"]),
    ];

    /// <summary>Measures and prints a table.</summary>
    /// <param name="rounds">How often each; the median is taken.</param>
    /// <param name="file">Where the table goes too; <see langword="null"/>: nowhere.</param>
    public static int Run(int rounds, string? file)
    {
        using var workshop = new Workshop();
        string kamisama = workshop.PublishKamisama();
        var rates = Cases.ToDictionary(each => each.Name, _ => new Samples());
        var peaks = Cases.ToDictionary(each => each.Name, _ => new Samples());
        for (int round = 0; round < rounds; round++)
        {
            foreach ((string name, string[] options) in Cases)
            {
                string folder = Directory.CreateDirectory(workshop.NewPath("logs")).FullName;
                var (rate, peak) = Measure(kamisama, Array.ConvertAll(options, option => option.Replace("FOLDER", folder, StringComparison.Ordinal)));
                rates[name].Add(rate);
                peaks[name].Add(peak);
                Directory.Delete(folder, recursive: true);
            }
        }

        var text = new StringBuilder("| `--output` | MB/s | Peak RSS, MB |\n| --- | --- | --- |\n");
        foreach ((string name, _) in Cases)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {rates[name]} | {peaks[name]} |\n");
        }

        Console.Write(text);
        if (file is not null)
        {
            File.WriteAllText(file, text.ToString());
        }

        return 0;
    }

    private static (double Rate, double Peak) Measure(string kamisama, string[] options)
    {
        string worker = $"yes {new string('x', 99)} | head -c {BytesOfEach}";
        string command = $"exec {kamisama} run --instances {Workers} --restart never --quiet {string.Join(' ', options)} -- sh -c '{worker}' >/dev/null";
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start("/bin/sh", ["-c", command]);
        double peak = 0;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(10)))
        {
            peak = Math.Max(peak, ProcFigures.PeakRss(process.Id));
        }

        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return process.ExitCode == 0
            ? (Workers * BytesOfEach / Megabyte / seconds, peak / Megabyte)
            : throw new InvalidOperationException($"'{command}' ended with {process.ExitCode}.");
    }
}
