using System.Globalization;
using System.Text;

namespace Kamisama.Benchmarks;

/// <summary><c>runtimes</c>: the actor runtimes against each other, each measure in turn, each in a process of its own.</summary>
internal static class RuntimesCommand
{
    private const string Embedded = "Embedded";
    private const string Akka = "Akka";

    public static int Run(int rounds, string? outFile)
    {
        List<(string Name, RuntimeBuild Build)> builds = [.. Builds()];
        string load = LoadAverage();
        for (int round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} round {round} of {rounds}");
            InTurn(builds, build => build.TakeStart());
            InTurn(builds, build => build.TakeStart());
            InTurn(builds, build => build.TakeProbe("messages"));
            InTurn(builds, build => build.TakeProbe("lives"));
        }

        // The pool threads of .NET end after 20 idle seconds, each with a wake-up.
        foreach (int _ in Enumerable.Range(0, Math.Min(rounds, 2)))
        {
            InTurn(builds, build => build.TakeIdle(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10)));
        }

        string text = Table(builds.ToDictionary(each => each.Name, each => each.Build), rounds, load);
        Console.Write(text);
        if (outFile is not null)
        {
            File.WriteAllText(outFile, text);
        }

        return 0;
    }

    private static void InTurn(List<(string Name, RuntimeBuild Build)> builds, Action<RuntimeBuild> take) =>
        builds.ForEach(each => take(each.Build));

    /// <summary>This build and, when it is there, that of the other runtime: the outputs lie in folders of their own.</summary>
    private static IEnumerable<(string Name, RuntimeBuild Build)> Builds()
    {
        string folder = AppContext.BaseDirectory;
        foreach (string name in new[] { Embedded, Akka })
        {
            string program = Path.Combine(
                folder.Replace($"/{Embedded}/", $"/{name}/", StringComparison.Ordinal).Replace($"/{Akka}/", $"/{name}/", StringComparison.Ordinal),
                "Kamisama.Benchmarks");
            if (File.Exists(program))
            {
                yield return (name, new RuntimeBuild(program));
            }
            else
            {
                Console.Error.WriteLine($"No build for {name} at {program}; its column stays empty. Build with -p:ActorRuntime={name}.");
            }
        }
    }

    private static string Table(Dictionary<string, RuntimeBuild> builds, int rounds, string loadAtStart)
    {
        var none = new Samples();
        RuntimeBuild? embedded = builds.GetValueOrDefault(Embedded);
        RuntimeBuild? akka = builds.GetValueOrDefault(Akka);
        var text = new StringBuilder();
        Line(text, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC · {rounds} rounds · .NET {Environment.Version} · {Environment.ProcessorCount} CPUs · load average {loadAtStart} before, {LoadAverage()} after");
        Line(text, $"");
        Line(text, $"| | {embedded?.Version} | {akka?.Version} | ratio | target | |");
        Line(text, $"| --- | --- | --- | --- | --- | --- |");
        foreach (RuntimeRow row in Enum.GetValues<RuntimeRow>())
        {
            Samples ours = embedded?.Of(row) ?? none;
            Samples theirs = akka?.Of(row) ?? none;
            RuntimeTarget target = RuntimeTarget.Of(row);
            string ratio = ours.Count > 0 && theirs is { Count: > 0, Median: > 0 } ? Samples.Text(Math.Round(ours.Median / theirs.Median, 2)) : "";
            string verdict = ours.Count == 0 ? "" : target.IsReached(ours, theirs) switch { true => "OK", false => "MISS", null => "" };
            Line(text, $"| {target.Title} | {ours} | {theirs} | {ratio} | {target.Text} | {verdict} |");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string LoadAverage() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);
}
