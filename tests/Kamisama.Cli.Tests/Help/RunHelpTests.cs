using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Kamisama.Actors;
using Kamisama.Cli.Help;
using Kamisama.Cli.Run;

namespace Kamisama.Cli.Tests.Help;

public sealed class RunHelpTests
{
    [Fact]
    public void Text_Options_AreThoseOfTheParser() => Assert.Equal(
        new RunSyntax().Command.Options.Select(option => option.Name).Append("--help").Order(),
        Regex.Matches(RunHelp.Text, "^  (--[a-z-]+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).Order());

    [Fact]
    public void Text_ExitCodes_AreAllThereAre() => Assert.Equal(
        typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).Order(),
        Regex.Matches(Section("Exit codes"), @"^  (\d+)", RegexOptions.Multiline)
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));

    [Fact]
    public void Text_Variables_AreThoseOfTheWorkers()
    {
        Assert.Contains(WorkerEnvironment.Index, RunHelp.Text, StringComparison.Ordinal);
        Assert.Contains(WorkerEnvironment.Incarnation, RunHelp.Text, StringComparison.Ordinal);
        Assert.Contains(WorkerEnvironment.Pool, RunHelp.Text, StringComparison.Ordinal);
        Assert.Contains(Program.DebugVariable, RunHelp.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_Defaults_AreThoseOfThePool()
    {
        var defaults = new WorkerPoolOptions { Instances = 1 };
        string options = Regex.Replace(Section("Options"), @"\s+", " ");

        Assert.Contains($"how many workers, 1 to {WorkerPoolOptions.MaxInstances} ", options, StringComparison.Ordinal);
        Assert.Contains($"never. Default: {defaults.RespawnLimit} ", options, StringComparison.Ordinal);
        Assert.Contains($"that limit. Default: {defaults.RespawnInterval.TotalSeconds} ", options, StringComparison.Ordinal);
        Assert.Contains($"KILL. Default: {defaults.GracePeriod!.Value.TotalSeconds} ", options, StringComparison.Ordinal);
        Assert.Contains($"name of the pool. Default: {defaults.Name} ", options, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_DefaultsOfThePolicy_AreThoseOfThePool()
    {
        var backoff = new RespawnBackoff();
        var liveness = new LivenessOptions(new Probe.Http("http://x"));
        var memory = new MemoryLimitOptions(1);
        string text = Regex.Replace(RunHelp.Text, @"\s+", " ");

        Assert.Contains($"respawn in a row. Default: {backoff.InitialDelay.TotalSeconds} ", text, StringComparison.Ordinal);
        Assert.Contains($"multiplied by. Default: {backoff.Factor} ", text, StringComparison.Ordinal);
        Assert.Contains($"longest wait. Default: {backoff.MaxDelay.TotalSeconds} ", text, StringComparison.Ordinal);
        Assert.Contains($"first again. Default: {backoff.ResetAfter.TotalSeconds} ", text, StringComparison.Ordinal);
        Assert.Contains($"two questions. Default: {liveness.Interval.TotalSeconds} ", text, StringComparison.Ordinal);
        Assert.Contains($"may take. Default: {liveness.Timeout.TotalSeconds} ", text, StringComparison.Ordinal);
        Assert.Contains($"too often. Default: {liveness.Failures}/{liveness.Of} ", text, StringComparison.Ordinal);
        Assert.Contains($"in {memory.Samples} of the last {memory.Of} samples", text, StringComparison.Ordinal);
        Assert.Contains($"two samples. Default: {memory.Interval.TotalSeconds} ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_Lines_FitATerminal()
    {
        Assert.All(RunHelp.Text.Split('\n'), line => Assert.InRange(line.Length, 0, 96));
        Assert.All(RootHelp.Text.Split('\n'), line => Assert.InRange(line.Length, 0, 96));
    }

    private static string Section(string title) => RunHelp.Text.Split("\n\n").Single(part => part.StartsWith(title + ":", StringComparison.Ordinal));
}
