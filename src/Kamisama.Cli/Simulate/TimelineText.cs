using System.Globalization;
using Kamisama.Cli.Explain;

namespace Kamisama.Cli.Simulate;

/// <summary>A timeline in characters: a row a worker.</summary>
internal static class TimelineText
{
    private const int MostRows = 40;
    private const int NarrowestWidth = 30;

    /// <param name="timeline">The timeline.</param>
    /// <param name="wanted">How many workers are wanted.</param>
    /// <param name="width">How many characters a line may have.</param>
    /// <param name="isPlain">Whether only characters of ASCII are used.</param>
    public static string Draw(Timeline timeline, int wanted, int width, bool isPlain)
    {
        string levels = isPlain ? " .-=#" : " ░▒▓█";
        int label = Math.Max(2, timeline.Workers.DefaultIfEmpty(0).Max().ToString(CultureInfo.InvariantCulture).Length);
        int columns = Math.Min(Timeline.Resolution, Math.Max(NarrowestWidth, width) - label - 3);
        IEnumerable<string> rows = timeline.Workers.Take(MostRows).Select(index =>
            $"{index.ToString(CultureInfo.InvariantCulture).PadLeft(label)} |"
            + string.Concat(Enumerable.Range(0, columns).Select(column => LevelOf(timeline.Ready(index, column, columns), levels))) + "|");
        string end = Words.Time(timeline.Duration);
        return string.Join('\n', (string[])[
            $"Each worker: {levels[4]} ready all the time, {levels[3]} at least 90 %, {levels[2]} at least half of it, {levels[1]} less, blank not",
            .. rows,
            $"{new string(' ', label + 2)}0{end.PadLeft(columns - 1)}",
            .. wanted > MostRows ? [$"{new string(' ', label + 2)}and {Words.Count(wanted - MostRows, "more worker")}"] : Array.Empty<string>()]);
    }

    private static char LevelOf(double ready, string levels) => ready switch
    {
        0 => levels[0],
        < 0.5 => levels[1],
        < 0.9 => levels[2],
        < 1 => levels[3],
        _ => levels[4],
    };
}
