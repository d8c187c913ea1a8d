using System.Globalization;

namespace Kamisama.Model.Tests;

/// <summary>The real actors against the model, at random.</summary>
public class ScheduleSpecs
{
    private const int InEachRun = 20_000, InTheLongRun = 1_000_000;

    [Fact]
    public void Pool_does_what_the_model_does_whatever_happens()
    {
        int first = int.Parse(Environment.GetEnvironmentVariable("KAMISAMA_SEED") ?? "1", CultureInfo.InvariantCulture);
        int count = Environment.GetEnvironmentVariable("KAMISAMA_SCHEDULES") is { } given ? int.Parse(given, CultureInfo.InvariantCulture)
            : Environment.GetEnvironmentVariable("KAMISAMA_SEED") is not null ? 1
            : Environment.GetEnvironmentVariable("KAMISAMA_LONG") == "1" ? InTheLongRun
            : InEachRun;
        int next = first - 1;
        string? failure = null;

        // On threads of their own: a simulation blocks its thread at its end, and the pool makes a new one for that only now and then.
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(RunNext))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.True(failure is null, failure);

        void RunNext()
        {
            while (failure is null && Interlocked.Increment(ref next) is var seed && seed < first + count)
            {
                if (Machine.Run(Schedules.Of(seed)) is not null)
                {
                    Interlocked.CompareExchange(ref failure, Report(seed), null);
                }
            }
        }
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
