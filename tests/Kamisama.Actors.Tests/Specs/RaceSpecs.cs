using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;
using Kamisama.TestKit;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>
/// A worker dies in the same instant as it is told to end, or before what was asked of it is answered. Real threads race over a simulated host.
/// </summary>
public class RaceSpecs
{
    private const int Tries = 1000, Term = 15, Ttou = 22;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_about_a_worker_that_has_died_meanwhile_is_not_believed_of_the_next(bool isProbe)
    {
        var late = new TaskCompletionSource();
        var options = new WorkerPoolOptions
        {
            Instances = 1,
            Liveness = isProbe ? new LivenessOptions(new Probe.Tcp("localhost", "80")) { Interval = Second, Failures = 1, Of = 1 } : null,
            MemoryLimit = isProbe ? null : new MemoryLimitOptions(1000) { Interval = Second, Samples = 1, Of = 1 },
        };
        await using PoolFixture pool = await PoolFixture.RunningAsync(options, host => host.ProbeFailure = _ => "it is down");
        ScriptedProcess first = pool.Host.At(1);
        (first.Answer, first.Memory) = (late.Task, 2000);
        await pool.UntilSettledAsync(1);
        pool.Advance(Second);
        await pool.UntilSettledAsync(1);
        first.Exit(1);
        await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();

        ScriptedProcess second = pool.Host.At(1);
        await Task.Run(late.SetResult); // Where the answer goes on at once, to the actor's mailbox.
        await pool.UntilSettledAsync(1);
        WorkerStatus status = Assert.Single((await pool.Pool.GetStatusAsync()).Workers);
        Assert.Equal((WorkerState.Running, 1), (status.State, status.Worker.Incarnation));
        Assert.Empty(second.Signals);
    }

    [Fact]
    public async Task Silence_while_the_master_was_held_up_is_not_taken_for_a_hang()
    {
        using var goOn = new ManualResetEventSlim();
        var heldUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new WorkerPoolOptions
        {
            Instances = 1,
            WatchdogTimeout = TimeSpan.FromSeconds(10),
            Liveness = new LivenessOptions(new Probe.Tcp("localhost", "80")) { Interval = TimeSpan.FromSeconds(9) },
        };
        await using PoolFixture pool = await PoolFixture.RunningAsync(options, host => host.ProbeFailure = _ =>
        {
            heldUp.TrySetResult();
            goOn.Wait();
            return null;
        });
        ScriptedProcess worker = pool.Host.At(1);
        await pool.UntilSettledAsync(1);
        pool.Advance(TimeSpan.FromSeconds(9));
        await heldUp.Task;
        pool.Advance(TimeSpan.FromSeconds(5)); // Past the deadline, which the actor sees only now.
        goOn.Set();
        await pool.UntilSettledAsync(1);
        Assert.Empty(worker.Signals);

        pool.Advance(TimeSpan.FromSeconds(4)); // As much later as it came late; the worker has not been heard of since.
        Assert.Equal(WorkerEndCause.Watchdog, (await pool.Events.ExpectAsync<SupervisionEvent.WorkerTimedOut>()).Cause);
    }

    [Fact]
    public void Breach_wins_over_a_TERM_that_is_heard_between_the_decision_and_its_message()
    {
        using var pool = new PoolSimulation(new WorkerPoolOptions { Instances = 2, RespawnLimit = 0 });
        pool.Worker(1).ExitWith(1);
        pool.Master.Tell(SignalCommands.For(Term), ActorRefs.NoSender);
        Assert.IsType<PoolOutcome.RespawnLimitBreached>(pool.RunUntilOver());
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
