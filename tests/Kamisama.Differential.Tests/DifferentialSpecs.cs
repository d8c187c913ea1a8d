extern alias akka;
extern alias embedded;

using AkkaScenario = akka::Kamisama.Differential.Scenario;
using EmbeddedScenario = embedded::Kamisama.Differential.Scenario;

namespace Kamisama.Differential.Tests;

/// <summary>The same random story of supervision on both runtimes: every actor goes through the same.</summary>
public class DifferentialSpecs
{
    private const int Batches = 10;

    private static readonly int s_seeds = int.TryParse(Environment.GetEnvironmentVariable("KAMISAMA_SEEDS"), out int seeds) ? seeds : 300;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Batches)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Both_runtimes_take_every_actor_through_the_same(int batch)
    {
        for (int seed = batch; seed < s_seeds; seed += Batches)
        {
            await CompareAsync(seed);
        }
    }

    // When all has come to rest can be told from outside but nearly: a difference that counts is there each time.
    private static async Task CompareAsync(int seed)
    {
        const int Attempts = 3;
        for (int attempt = 1; ; attempt++)
        {
            IReadOnlyList<string> akka = await AkkaScenario.RunAsync(seed);
            IReadOnlyList<string> embedded = await EmbeddedScenario.RunAsync(seed);
            if (akka.SequenceEqual(embedded))
            {
                return;
            }

            Assert.True(attempt < Attempts, $"Seed {seed}:{Environment.NewLine}{Difference(akka, embedded)}");
        }
    }

    private static string Difference(IReadOnlyList<string> akka, IReadOnlyList<string> embedded)
    {
        int at = akka.Zip(embedded).TakeWhile(pair => pair.First == pair.Second).Count();
        IEnumerable<string> before = akka.Take(at).TakeLast(12);
        return string.Join(Environment.NewLine, [
            .. before,
            "--- Akka.NET", .. akka.Skip(at).Take(8),
            "--- Embedded", .. embedded.Skip(at).Take(8)]);
    }
}
