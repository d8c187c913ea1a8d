using System.Globalization;
using System.Text;
using Kamisama.Cli.Explain;
using Kamisama.Cli.Output;

namespace Kamisama.Cli.Simulate;

/// <summary>A timeline as a picture: a row a worker, the fuller the colour, the more it was ready; outages behind them.</summary>
internal static class TimelineSvg
{
    private const int Left = 60, Top = 40, RowHeight = 10, Ticks = 6;

    // So few that a row of a busy month is a few KB.
    private const int Shades = 20;

    public static string Draw(Timeline timeline, Scenario scenario, string title)
    {
        int height = timeline.Workers.Count * RowHeight;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Left + Timeline.Resolution + 40} {Top + height + 40}" font-family="sans-serif" font-size="11">""").Append('\n');
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        Text(svg, Left, 20, "start", title);
        foreach (Outage outage in scenario.Outages.Where(outage => outage.From < timeline.Duration))
        {
            double from = At(outage.From, timeline), to = At(outage.To, timeline);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{from:0.##}\" y=\"{Top}\" width=\"{to - from:0.##}\" height=\"{height}\" fill=\"#d62728\" fill-opacity=\"0.25\"/>\n");
        }

        int y = Top;
        foreach (int index in timeline.Workers)
        {
            Row(svg, timeline, index, y);
            y += RowHeight;
        }

        for (int tick = 0; tick <= Ticks; tick++)
        {
            TimeSpan at = timeline.Duration / Ticks * tick;
            Text(svg, At(at, timeline), y + 20, "middle", SimulationReport.Moment(at));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Row(StringBuilder svg, Timeline timeline, int index, int y)
    {
        // Not each label of a thousand: they would cover each other.
        if (timeline.Workers.Count <= 50 || index % 10 == 0)
        {
            Text(svg, Left - 6, y + RowHeight - 1, "end", index.ToString(CultureInfo.InvariantCulture));
        }

        int begin = 0;
        int shade = ShadeOf(timeline, index, 0);
        for (int column = 1; column <= Timeline.Resolution; column++)
        {
            int next = column < Timeline.Resolution ? ShadeOf(timeline, index, column) : -1;
            if (next == shade)
            {
                continue;
            }

            if (shade > 0)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left + begin}\" y=\"{y}\" width=\"{column - begin}\" height=\"{RowHeight - 2}\" fill=\"#1f77b4\" fill-opacity=\"{shade / (double)Shades:0.##}\"/>\n");
            }

            (begin, shade) = (column, next);
        }
    }

    private static int ShadeOf(Timeline timeline, int index, int column) =>
        (int)Math.Floor(timeline.Ready(index, column, Timeline.Resolution) * Shades);

    private static double At(TimeSpan time, Timeline timeline) =>
        Left + (Math.Min(1, time / timeline.Duration) * Timeline.Resolution);

    private static void Text(StringBuilder svg, double x, int y, string anchor, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.##}\" y=\"{y}\" text-anchor=\"{anchor}\">{Escape(text)}</text>\n");

    private static string Escape(string text) => ControlCharacters.Escape(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
