using System.Diagnostics;

namespace Kamisama.EndToEnd.Tests;

/// <summary>
/// The promise that nobody is orphaned, tried at random moments of the master's life: 300 kills, or with KAMISAMA_LONG=1 ten
/// times as many. A failure names its seed; KAMISAMA_SEED=N begins there.
/// </summary>
/// <remarks>
/// <code>KAMISAMA_LONG=1 dotnet test tests/Kamisama.EndToEnd.Tests --filter MasterKilledAtAnyMoment</code>
/// </remarks>
[Collection(Collections.Heavy)]
public sealed class MasterKilledAtAnyMomentSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    private const int WorkersEach = 8;
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("KAMISAMA_LONG") == "1";

    private readonly Family _family = family;

    [Fact]
    public Task While_it_starts() => TryAsync(80, Workers.Sleep, workers: 40, untilTheMoment: async (master, random) =>
    {
        // A quarter of them at any moment since it was executed, a quarter around the first worker, half between two workers.
        switch (random.Next(4))
        {
            case 0:
                await PassAsync(random, 300);
                break;
            case 1:
                await master.ExpectAsync(e => e.Name == MasterEvent.PoolStarted, "the start of the pool");
                await PassAsync(random, 60);
                break;
            default:
                await master.ExpectManyAsync(random.Next(1, 35), e => e.Name == MasterEvent.WorkerStarted, "some workers");
                await PassAsync(random, 3);
                break;
        }
    });

    [Fact]
    public Task While_workers_die_and_are_respawned_without_end() => TryAsync(
        50,
        Workers.Shell("[ $KAMISAMA_WORKER_INDEX -le 4 ] && exit 1; exec sleep 1000"),
        async (master, random) =>
        {
            await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Incarnation: > 0 }, "a respawn");
            await PassAsync(random, 60);
        });

    [Fact]
    public Task While_all_workers_are_respawned_at_once() => TryAsync(50, Workers.Sleep, async (master, random) =>
    {
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(WorkersEach);
        foreach (int pid in pids.Values)
        {
            LibC.Kill(pid, Signals.Kill);
        }

        await PassAsync(random, 25);
    });

    [Fact]
    public Task While_it_does_nothing() => TryAsync(40, Workers.Sleep, async (master, random) =>
    {
        await master.ExpectWorkersAsync(WorkersEach);
        await PassAsync(random, 40);
    });

    [Fact]
    public Task While_it_is_scaled() => TryAsync(40, Workers.Sleep, async (master, random) =>
    {
        await master.ExpectWorkersAsync(WorkersEach);
        for (int i = random.Next(1, 20); i > 0; i--)
        {
            LibC.Kill(master.Pid, random.Next(3) == 0 ? Signals.Ttou : Signals.Ttin);
            await PassAsync(random, 3);
        }

        await PassAsync(random, 10);
    });

    [Fact]
    public Task While_it_stops() => TryAsync(40, Workers.Shell("trap 'sleep 0.05; exit 0' TERM; while :; do sleep 0.05; done"), async (master, random) =>
    {
        await master.ExpectWorkersAsync(WorkersEach);
        LibC.Kill(master.Pid, random.Next(4) switch { 0 => Signals.Int, 1 => Signals.Quit, _ => Signals.Term });
        await PassAsync(random, 80);
    });

    private async Task TryAsync(int kills, string[] command, Func<MasterProcess, Random, Task> untilTheMoment, int workers = WorkersEach)
    {
        const int sideBySide = 3;
        int tries = IsLong ? kills * 10 : kills;
        int firstSeed = int.TryParse(Environment.GetEnvironmentVariable("KAMISAMA_SEED"), out int seed) ? seed : Random.Shared.Next(1_000_000);
        Output.WriteLine($"{tries} kills, seeds {firstSeed} to {firstSeed + tries - 1}");

        long started = 0, slowestTicks = 0;
        await Parallel.ForAsync(firstSeed, firstSeed + tries, new ParallelOptions { MaxDegreeOfParallelism = sideBySide }, async (trySeed, _) =>
        {
            var random = new Random(trySeed);
            await using var master = MasterProcess.Start(
                MasterStart.Run(workers, ["--respawn-limit", "1000000"], command), _family.NewMarker());
            master.Note($"seed {trySeed}");
            await untilTheMoment(master, random);

            master.Signal(Signals.Kill);
            long killed = Stopwatch.GetTimestamp();
            await master.ExpectExitAsync();
            await master.ExpectNobodyLeftAsync(Promised);

            TimeSpan took = Stopwatch.GetElapsedTime(killed);
            await master.ExpectAllReadAsync();
            InterlockedMax(ref slowestTicks, took.Ticks);
            Interlocked.Add(ref started, master.Events.Count(e => e.Name == MasterEvent.WorkerStarted));
        });

        Output.WriteLine($"{tries} kills of masters with {started} workers started: 0 survivors; the slowest was gone after {new TimeSpan(slowestTicks).TotalMilliseconds:0} ms, the master's own end included");
    }

    // Below a millisecond the moment matters too, so the rest of the time is spun.
    private static async Task PassAsync(Random random, double atMostMilliseconds)
    {
        double milliseconds = random.NextDouble() * atMostMilliseconds;
        long start = Stopwatch.GetTimestamp();
        if (milliseconds > 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds - 2));
        }

        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds)
        {
            Thread.SpinWait(20);
        }
    }

    private static void InterlockedMax(ref long target, long value)
    {
        long seen = Volatile.Read(ref target);
        while (value > seen)
        {
            long before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
