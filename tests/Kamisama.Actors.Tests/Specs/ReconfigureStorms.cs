using Kamisama.Actors.Tests.Health;
using Kamisama.Processes;
using Kamisama.TestKit;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>Reconfigurations at random, between everything else that happens to a pool, in any order of the actors' turns.</summary>
public class ReconfigureStorms
{
    private const int Most = 5, MostSurge = 2;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_request_is_answered_and_all_workers_end_up_under_the_newest_options(int seed)
    {
        var random = new Random(seed);
        WorkerPoolOptions options = Options(random, 0, previous: null);
        using var pool = new PoolSimulation(options, start => Script(start), seed) { ChooseTurn = random.Next };
        options = options with { Seed = seed };
        pool.Settle();
        var answers = new List<Task<ReconfigureResult>>();
        for (int step = 1; step <= 60; step++)
        {
            switch (random.Next(8))
            {
                case <= 2:
                    options = Options(random, step, options);
                    answers.Add(pool.Pool.ReconfigureAsync(options));
                    break;
                case 3:
                    answers.Add(pool.Pool.ReconfigureAsync(options with { Instances = 0, Command = new ProcessSpec { FileName = "wrong" } }));
                    break;
                case 4:
                    pool.ScaleTo(1 + random.Next(Most));
                    break;
                case 5:
                    pool.RestartWorkers();
                    break;
                case 6 when pool.Status.Workers.Where(worker => worker.State == WorkerState.Running).ToList() is { Count: > 0 } running:
                    // One that is ready: a restart that is aborted leaves old workers on purpose.
                    pool.Worker(running[random.Next(running.Count)].Worker.Index).ExitWith(1);
                    break;
                default:
                    pool.RunFor(TimeSpan.FromSeconds(random.Next(5)));
                    break;
            }

            PoolStatus status = pool.Status;
            Assert.InRange(status.Workers.Count(worker => worker.State != WorkerState.Stopping), 1, status.Instances + MostSurge);
        }

        bool isStopped = seed % 4 == 0;
        if (isStopped)
        {
            pool.Stop();
        }
        else
        {
            // Nobody is to be on his way when it is looked at.
            options = options with { MaxAge = null };
            answers.Add(pool.Pool.ReconfigureAsync(options));
        }

        pool.RunFor(TimeSpan.FromHours(1));
        await Task.WhenAll(answers.Select(answer => answer.ContinueWith(_ => { }, TaskScheduler.Default))).WaitAsync(Asking.Patience);
        Assert.All(answers.Where(answer => answer.IsFaulted), answer => Assert.IsType<WorkerPoolOptionsException>(answer.Exception!.InnerException));
        Assert.DoesNotContain(pool.Host.Processes, process => process.Start.Spec.FileName == "wrong");
        if (isStopped)
        {
            Assert.IsType<PoolOutcome.Stopped>(pool.Outcome);
        }
        else
        {
            ExpectNewest(pool, options);
        }
    }

    private static void ExpectNewest(PoolSimulation pool, WorkerPoolOptions options)
    {
        PoolStatus status = pool.Status;
        Assert.Equal(status.Instances, pool.Host.AliveCount);
        Assert.All(status.Workers, worker => Assert.Equal(WorkerState.Running, worker.State));
        Assert.All(pool.Host.Alive, process => Assert.Equal(options.Command!.Arguments, process.Start.Spec.Arguments));
        Assert.All(pool.Host.Alive, process => Assert.Equal(options.WatchdogTimeout is not null, process.Start.Spec.Environment.ContainsKey("WATCHDOG_USEC")));
    }

    private static ProcessScript Script(SimulatedStart start) => new()
    {
        StartTakes = TimeSpan.FromSeconds(start.Random.Next(2)),
        ReadyAfter = TimeSpan.FromSeconds(start.Random.Next(3)),
        StopTakes = TimeSpan.FromSeconds(start.Random.Next(3)),
        HeartbeatEvery = TimeSpan.FromSeconds(1),
    };

    private static WorkerPoolOptions Options(Random random, int number, WorkerPoolOptions? previous) => new()
    {
        Instances = random.Next(3) == 0 || previous is null ? 1 + random.Next(Most) : previous.Instances,
        Command = random.Next(2) == 0 || previous is null ? new ProcessSpec { FileName = "crunch", Arguments = [$"{number}"] } : previous.Command,
        Seed = previous?.Seed,
        RespawnLimit = null,
        Readiness = random.Next(2) == 0 ? new Readiness.Notified() : null,
        WatchdogTimeout = random.Next(4) == 0 ? TimeSpan.FromSeconds(20) : null,
        RestartSurge = random.Next(MostSurge + 1),
        StartStagger = TimeSpan.FromSeconds(random.Next(2)),
        Backoff = random.Next(2) == 0 ? new RespawnBackoff { InitialDelay = TimeSpan.FromSeconds(2), Jitter = 0.5 } : null,
        MaxAge = random.Next(3) == 0 ? TimeSpan.FromSeconds(20 + random.Next(20)) : null,
        Liveness = random.Next(3) == 0 ? new LivenessOptions(new Probe.Tcp("localhost", "80")) { Interval = TimeSpan.FromSeconds(3) } : null,
    };
}
