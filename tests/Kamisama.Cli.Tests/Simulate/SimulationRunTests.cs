using System.Xml.Linq;
using Kamisama.Actors;
using Kamisama.Cli.Simulate;

namespace Kamisama.Cli.Tests.Simulate;

public sealed class SimulationRunTests
{
    [Fact]
    public void Run_TheSameSeed_GivesTheSameText()
    {
        string[] args = ["--instances", "5", "--mtbf", "5m", "--respawn-limit", "unlimited", "--backoff-jitter", "1", "--start-time", "2", "--outage", "1h..2h"];

        Assert.Equal(Text(args), Text(args));
        Assert.NotEqual(Text(args), Text([.. args, "--seed", "43"]));
    }

    [Fact]
    public void Run_WorkersThatLive_AreReadyAllTheTimeButTheirStart()
    {
        SimulationFigures figures = Run("--instances", "4", "--start-time", "6m", "--duration", "1h");

        Assert.Equal(0.9, figures.Availability(), 9);
        Assert.Equal(TimeSpan.FromMinutes(6), figures.None.Length);
        Assert.Equal(0, figures.Respawns);
        Assert.Null(figures.End);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--ready notify --watchdog 10")]
    [InlineData("--ready tcp:localhost:80 --liveness tcp:localhost:80")]
    public void Run_AnOutage_IsTheLongestTimeWithNoneReady(string options)
    {
        SimulationFigures figures = Run(
            ["--instances", "2", "--respawn-limit", "unlimited", "--backoff-max", "10", "--outage", "1h..2h", "--duration", "4h",
            .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(TimeSpan.FromHours(1), figures.None.From);
        Assert.InRange(figures.None.Length, TimeSpan.FromHours(1), TimeSpan.FromHours(1) + TimeSpan.FromSeconds(12));
        Assert.InRange(figures.Availability(), 0.745, 0.75);
    }

    [Fact]
    public void Run_TooManyDeaths_GivesUpAndNothingRunsFromThenOn()
    {
        SimulationFigures figures = Run("--instances", "2", "--respawn-limit", "0", "--outage", "15m..30m", "--duration", "1h");

        Assert.Equal(TimeSpan.FromMinutes(15), figures.GaveUpAt);
        Assert.IsType<PoolOutcome.RespawnLimitBreached>(figures.End!.Value.Outcome);
        Assert.Equal(0.25, figures.Availability(), 9);
        Assert.Equal(TimeSpan.FromMinutes(45), figures.None.Length);
        Assert.Equal(0, figures.Respawns);
    }

    [Fact]
    public void Run_AgeLimit_CountsReplacementsApart()
    {
        SimulationFigures figures = Run("--instances", "2", "--max-age", "1h", "--duration", "10h30m", "--restart-surge", "1");

        Assert.InRange(figures.Replacements, 20, 22);
        Assert.Equal(0, figures.Respawns);
        Assert.Equal(0, figures.ByPeriod.Sum(period => period.Deaths));
        Assert.Equal(1, figures.Availability(), 9);
    }

    [Fact]
    public void Draw_Svg_IsXmlWhateverTheCommandIs()
    {
        SimulateOptions options = Options("--instances", "2", "--mtbf", "1h", "--respawn-limit", "unlimited", "--outage", "1h..2h");
        SimulationFigures figures = SimulationRun.Run(options);
        string svg = TimelineSvg.Draw(figures.Timeline, options.Scenario, "</text><script>&\u001b\"'\ud800");

        XElement root = XDocument.Parse(svg).Root!;
        Assert.DoesNotContain(root.Descendants(), element => element.Name.LocalName == "script");
        Assert.Contains("<script>&\\u{1b}", root.Elements().First(element => element.Name.LocalName == "text").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_Text_FitsTheWidth()
    {
        SimulateOptions options = Options("--instances", "60", "--duration", "1h");
        string[] lines = TimelineText.Draw(SimulationRun.Run(options).Timeline, 60, 80, isPlain: true).Split('\n');

        Assert.All(lines.Skip(1), line => Assert.InRange(line.Length, 1, 80));
        Assert.Equal($" 1 |{new string('#', 75)}|", lines[1]);
        Assert.EndsWith("and 20 more workers", lines[^1], StringComparison.Ordinal);
    }

    private static SimulationFigures Run(params string[] args) => SimulationRun.Run(Options(args));

    private static string Text(string[] args)
    {
        SimulateOptions options = Options(args);
        SimulationFigures figures = SimulationRun.Run(options);
        return SimulationReport.Describe(options, figures) + TimelineText.Draw(figures.Timeline, 5, 80, isPlain: true);
    }

    private static SimulateOptions Options(params string[] args) =>
        Assert.IsType<Request.Simulate>(KamisamaCommand.Read(["simulate", .. args])).Options;
}
