using Kamisama.Cli.Help;
using Kamisama.Cli.Run;
using Kamisama.Cli.Simulate;
using Kamisama.Processes;

namespace Kamisama.Cli.Tests.Simulate;

public sealed class ScenarioReaderTests
{
    [Fact]
    public void Read_EveryOption_ReachesTheScenario()
    {
        SimulateOptions options = Read(
            "--instances", "3", "--mtbf", "10m", "--start-time", "2s", "--exits", "code 1:70%, signal SEGV:20%,oom:10%",
            "--outage", "5h..6h", "--outage", "3h..3h20m", "--outage", "3h10m..3h30m", "--duration", "30d", "--seed", "7", "--svg", "x.svg");

        Assert.Equal(3, options.Pool.Instances);
        Assert.Equal(7, options.Seed);
        Assert.Equal(TimeSpan.FromMinutes(10), options.Scenario.MeanLife);
        Assert.Equal(TimeSpan.FromSeconds(2), options.Scenario.StartTime);
        Assert.Equal(
            [new Outage(TimeSpan.FromHours(3), TimeSpan.FromHours(3.5)), new Outage(TimeSpan.FromHours(5), TimeSpan.FromHours(6))], options.Scenario.Outages);
        Assert.Equal(TimeSpan.FromDays(30), options.Scenario.Duration);
        Assert.Equal("x.svg", options.Scenario.SvgFile);
        Assert.Equal(new ProcessExit.Code(1), options.Scenario.Exits.Draw(0.69));
        Assert.Equal(new ProcessExit.Signalled(11, false), options.Scenario.Exits.Draw(0.7));
        Assert.True(Assert.IsType<ProcessExit.Signalled>(options.Scenario.Exits.Draw(0.95)).OutOfMemory);
    }

    [Fact]
    public void Read_Nothing_IsADayOfWorkersThatLiveForEver()
    {
        SimulateOptions options = Read("--instances", "3");

        Assert.Null(options.Scenario.MeanLife);
        Assert.Equal(TimeSpan.FromDays(1), options.Scenario.Duration);
        Assert.Equal(42, options.Seed);
    }

    [Theory]
    [InlineData("--mtbf 0", "--mtbf must be a time of more than 0, such as 60 or 0.5 (seconds), 10m or 1h30m, not '0'.")]
    [InlineData("--exits code=1", "--exits must be like 'code 1:70%,signal SEGV:20%,code 0:10%', not 'code=1'.")]
    [InlineData("--exits oom:50%", "--exits must add up to 100%, not to 50%.")]
    [InlineData("--exits x:100%", "--exits must be like 'code 1:70%,signal SEGV:20%,code 0:10%', or have 'oom:5%' for want of memory, not 'x:100%'.")]
    [InlineData("--outage 3h", "--outage must be two times, the later one behind, such as 3h..3h20m, not '3h'.")]
    [InlineData("--outage 3h..2h", "--outage must be two times, the later one behind, such as 3h..3h20m, not '3h..2h'.")]
    [InlineData("--from /dev/null", "--from '/dev/null' holds no two events. Write it with: kamisama run --log-format json … 2>/dev/null")]
    [InlineData("--grace 5", "Unknown option '--grace'. Did you mean '--grace-period'?")]
    [InlineData("--nonsense", "Unknown option '--nonsense'. 'kamisama simulate --help' lists all; what belongs to the workers' command stands behind '--'.")]
    public void Read_OneFault_IsToldInOneSentenceThatSaysWhatToType(string options, string fault) => Assert.Equal(
        [fault], Assert.IsType<Request.Refuse>(KamisamaCommand.Read(["simulate", "--instances", "2", .. options.Split(' ')])).Faults);

    [Fact]
    public void Read_FaultsOfPoolAndScenario_AreToldTogether() => Assert.Equal(
        3, Assert.IsType<Request.Refuse>(KamisamaCommand.Read(["simulate", "--restart", "x", "--mtbf", "y"])).Faults.Count);

    [Fact]
    public void HelpText_EveryOption_IsThere()
    {
        var run = new RunSyntax("simulate");
        int common = run.Command.Options.Count;
        _ = new ScenarioSyntax(run);

        Assert.All(run.Command.Options.Skip(common), option => Assert.Contains($"  {option.Name} ", SimulateHelp.Text, StringComparison.Ordinal));
        Assert.All(SimulateHelp.Text.Split('\n'), line => Assert.InRange(line.Length, 0, 96));
        Assert.Equal(SimulateHelp.Text, Assert.IsType<Request.Tell>(KamisamaCommand.Read(["simulate", "--help"])).Text);
        Assert.Equal(ExplainHelp.Text, Assert.IsType<Request.Tell>(KamisamaCommand.Read(["explain", "-h"])).Text);
    }

    private static SimulateOptions Read(params string[] args) =>
        Assert.IsType<Request.Simulate>(KamisamaCommand.Read(["simulate", .. args])).Options;
}
