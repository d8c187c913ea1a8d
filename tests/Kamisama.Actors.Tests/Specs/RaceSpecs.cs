using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>A worker dies in the same instant as it is told to end. Real threads race over a simulated host.</summary>
public class RaceSpecs
{
    private const int Tries = 1000, Term = 15, Ttou = 22;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Worker_that_dies_as_it_is_retired_harms_nothing(bool deathFirst)
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(
            new WorkerPoolOptions { Instances = 4, RespawnLimit = null });
        for (int round = 0; round < Tries; round++)
        {
            ScriptedProcess oldest = pool.Host.Alive.MinBy(p => p.Pid)!;
            Race(deathFirst, () => oldest.Exit(3), () => pool.Signal(Ttou));
            int wanted = await pool.Pool.ScaleToAsync(4);
            Assert.Equal(4, wanted);
            await SettledAsync(pool, 4, round);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Worker_that_dies_as_the_pool_stops_harms_nothing(bool deathFirst)
    {
        for (int round = 0; round < Tries; round++)
        {
            await using PoolFixture pool = await PoolFixture.RunningAsync(new WorkerPoolOptions { Instances = 2 });
            ScriptedProcess victim = pool.Host.Alive[round % 2];
            Race(deathFirst, () => victim.Exit(3), () => pool.Signal(Term));

            PoolOutcome outcome = await pool.Pool.Completion.WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(0, outcome.ExitCode);
            Assert.Empty(pool.Host.Alive);
            await pool.Events.ExpectAsync<SupervisionEvent.PoolStopped>();
            AssertNothingStartedAfterTheDecision(pool.Events.Seen, round);
        }
    }

    [Fact]
    public async Task Deaths_scaling_and_stop_in_any_order_end_consistent()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            await using PoolFixture pool = await PoolFixture.RunningAsync(new WorkerPoolOptions { Instances = 5, RespawnLimit = null });
            for (int step = 0; step < 50; step++)
            {
                switch (random.Next(3))
                {
                    case 0:
                        pool.Signal(21);
                        break;
                    case 1:
                        pool.Signal(Ttou);
                        break;
                    default:
                        pool.Host.Alive.ElementAtOrDefault(random.Next(5))?.Exit(1);
                        break;
                }
            }

            int wanted = (await pool.Pool.GetStatusAsync()).Instances;
            await SettledAsync(pool, wanted, seed);
            await pool.Pool.StopAsync();
            Assert.Empty(pool.Host.Alive);
        }
    }

    private static void Race(bool swap, Action first, Action second)
    {
        if (!swap)
        {
            (first, second) = (second, first);
        }

        Task other = Task.Run(second);
        first();
        other.Wait();
    }

    private static async Task SettledAsync(PoolFixture pool, int wanted, int round)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            PoolStatus status = await pool.Pool.GetStatusAsync();
            if (status.Workers.Count == wanted
                && status.Workers.All(w => w.State == WorkerState.Running)
                && status.Workers.Select(w => w.Pid!.Value).Order().SequenceEqual(pool.Host.Alive.Select(p => p.Pid).Order()))
            {
                return;
            }

            Assert.False(
                timeout.IsCancellationRequested,
                $"Round {round}: not settled at {wanted}: {new SupervisionEvent.StatusReported("x", status)}; alive: {string.Join(' ', pool.Host.Alive.Select(p => p.Pid))}");
        }
    }

    private static void AssertNothingStartedAfterTheDecision(IReadOnlyList<SupervisionEvent> events, int round)
    {
        var respawned = events.SkipWhile(e => e is not SupervisionEvent.PoolStopping)
            .OfType<SupervisionEvent.WorkerExited>()
            .Where(e => e.Report.Decision == RespawnDecision.Respawn);
        Assert.False(respawned.Any(), $"Round {round}: a worker was respawned after the decision to stop.");
    }
}
