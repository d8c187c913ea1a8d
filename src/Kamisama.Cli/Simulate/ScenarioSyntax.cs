using System.CommandLine;
using Kamisama.Cli.Run;

namespace Kamisama.Cli.Simulate;

/// <summary>The options of <c>kamisama simulate</c> beside those of <c>kamisama run</c>.</summary>
internal sealed class ScenarioSyntax(RunSyntax run)
{
    public Option<string[]> MeanLife { get; } = run.Add("--mtbf");

    public Option<string[]> StartTime { get; } = run.Add("--start-time");

    public Option<string[]> Exits { get; } = run.Add("--exits");

    public Option<string[]> Outage { get; } = run.Add("--outage");

    public Option<string[]> From { get; } = run.Add("--from");

    public Option<string[]> Duration { get; } = run.Add("--duration");

    public Option<string[]> Svg { get; } = run.Add("--svg");
}
