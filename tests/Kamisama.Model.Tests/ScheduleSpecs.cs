using System.Globalization;

namespace Kamisama.Model.Tests;

/// <summary>The real actors against the model, at random.</summary>
public class ScheduleSpecs
{
    private const int InEachRun = 1_000, InTheLongRun = 1_000_000;

    [Fact]
    public void Pool_does_what_the_model_does_whatever_happens()
    {
        int first = int.Parse(Environment.GetEnvironmentVariable("KAMISAMA_SEED") ?? "1", CultureInfo.InvariantCulture);
        int count = Environment.GetEnvironmentVariable("KAMISAMA_SCHEDULES") is { } given ? int.Parse(given, CultureInfo.InvariantCulture)
            : Environment.GetEnvironmentVariable("KAMISAMA_SEED") is not null ? 1
            : Environment.GetEnvironmentVariable("KAMISAMA_LONG") == "1" ? InTheLongRun
            : InEachRun;
        string? failure = null;
        Parallel.For(first, first + count, (seed, loop) =>
        {
            if (Machine.Run(Schedules.Of(seed)) is not null)
            {
                loop.Break();
                Interlocked.CompareExchange(ref failure, Report(seed), null);
            }
        });
        Assert.True(failure is null, failure);
    }

    private static string Report(int seed)
    {
        Schedule smallest = Shrinker.Shrink(Schedules.Of(seed), Machine.Run);
        return $"""
            Schedule {seed} fails, its smallest form
              {smallest.Options}
              {string.Join("\n  ", smallest.Commands)}
            {Machine.Run(smallest)}
            Replay: KAMISAMA_SEED={seed} dotnet test tests/Kamisama.Model.Tests -c Release
            """;
    }
}
