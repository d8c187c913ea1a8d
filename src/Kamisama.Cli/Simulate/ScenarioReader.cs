using System.CommandLine;
using Kamisama.Cli.Explain;
using Kamisama.Cli.Run;

namespace Kamisama.Cli.Simulate;

/// <summary>Reads the options of <c>kamisama simulate</c>.</summary>
internal static class ScenarioReader
{
    private const int DefaultSeed = 42;

    /// <summary>The simulation, or everything that is wrong with the command line.</summary>
    public static Request Read(RunSyntax run, ScenarioSyntax syntax, ParseResult result, CommandLineParts parts)
    {
        var faults = new List<string>(PolicyReader.Read(run, result, parts, out RunOptions options));
        var values = new OptionReader(result);
        var scenario = new Scenario();
        values.ReadOne(syntax.MeanLife, text => scenario = scenario with { MeanLife = OptionValues.ReadPositiveTime(text) });
        values.ReadOne(syntax.StartTime, text => scenario = scenario with { StartTime = OptionValues.ReadTime(text) });
        values.ReadOne(syntax.Exits, text => scenario = scenario with { Exits = ExitMix.Read(text) });
        values.ReadEach(syntax.Outage, text => scenario = scenario with { Outages = [.. scenario.Outages, ReadOutage(text)] });
        values.ReadOne(syntax.From, text => scenario = ReplayOf(scenario, text));
        values.ReadOne(syntax.Duration, text => scenario = scenario with { Duration = OptionValues.ReadPositiveTime(text) });
        values.ReadOne(syntax.Svg, text => scenario = scenario with { SvgFile = OptionValues.ReadText(text) });
        faults.AddRange(values.Faults);
        if (result.IsGiven(syntax.From) && (result.IsGiven(syntax.MeanLife) || result.IsGiven(syntax.Exits)))
        {
            faults.Add("--from tells how workers end, so --mtbf and --exits have no meaning beside it: leave them out.");
        }

        scenario = scenario with { Outages = InOrder(scenario.Outages) };
        return faults.Count > 0
            ? new Request.Refuse(faults)
            : new Request.Simulate(new SimulateOptions(options.Pool, scenario, options.Pool.Seed ?? DefaultSeed));
    }

    private static Outage ReadOutage(string text) => text.Split("..") is [var from, var to]
        && Durations.TryRead(from) is { } begin && Durations.TryRead(to) is { } end && begin < end
            ? new Outage(begin, end)
            : throw new OptionValueException($"must be two times, the later one behind, such as 3h..3h20m, not '{text}'.");

    private static Scenario ReplayOf(Scenario scenario, string file)
    {
        try
        {
            RecordedDeaths recorded = RecordedDeaths.Read(File.ReadLines(file));
            return recorded.Duration > TimeSpan.Zero
                ? scenario with { Recorded = recorded, Duration = recorded.Duration }
                : throw new OptionValueException($"'{file}' holds no two events. Write it with: kamisama run --log-format json … 2>{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionValueException($"'{file}' can't be read: {exception.Message}");
        }
    }

    // Two that touch are one.
    private static List<Outage> InOrder(IReadOnlyList<Outage> outages)
    {
        var merged = new List<Outage>();
        foreach (Outage outage in outages.OrderBy(outage => outage.From))
        {
            if (merged.Count > 0 && outage.From <= merged[^1].To)
            {
                merged[^1] = merged[^1] with { To = outage.To > merged[^1].To ? outage.To : merged[^1].To };
            }
            else
            {
                merged.Add(outage);
            }
        }

        return merged;
    }
}
