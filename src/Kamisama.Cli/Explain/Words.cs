using System.Globalization;
using Kamisama.Processes;

namespace Kamisama.Cli.Explain;

/// <summary>Figures, names and lists as they read in a sentence.</summary>
internal static class Words
{
    /// <summary>"0.5 s", "1 min 30 s", "1 h", "30 days": exact to the millisecond.</summary>
    public static string Time(TimeSpan time)
    {
        TimeSpan seconds = new(0, 0, 0, time.Seconds, time.Milliseconds);
        string[] parts =
        [
            time.Days switch { 0 => "", 1 => "1 day", var days => $"{days} days" },
            time.Hours == 0 ? "" : $"{time.Hours} h",
            time.Minutes == 0 ? "" : $"{time.Minutes} min",
            seconds == TimeSpan.Zero && time >= TimeSpan.FromMinutes(1) ? "" : $"{seconds.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s",
        ];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    /// <summary>"TERM", "RTMIN+2", "33".</summary>
    public static string Signal(int signal)
    {
        string name = SignalNames.NameOf(signal);
        return name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name;
    }

    /// <summary>"a", "a or b", "a, b or c".</summary>
    public static string Any(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items)
        : $"{string.Join(", ", items.SkipLast(1))} or {items[^1]}";

    /// <summary>"1 worker", "2 workers".</summary>
    public static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>"code 0", "code 0 or 99".</summary>
    public static string Codes(IReadOnlyList<int> codes) => $"code {Any([.. codes.Select(code => code.ToString(CultureInfo.InvariantCulture))])}";

    /// <summary>"10 %", "2.5 %".</summary>
    public static string Percent(double part) => (part * 100).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    /// <summary>"500 MiB": the largest unit that leaves a whole number.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["bytes", "KiB", "MiB", "GiB"];
        int unit = 0;
        while (unit < units.Length - 1 && bytes % 1024 == 0 && bytes > 0)
        {
            bytes /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes} {units[unit]}");
    }
}
