using Kamisama.Processes.Tests;
using Mono.Unix.Native;

namespace Kamisama.Actors.Tests.Real;

/// <summary>Everything at once with real processes: afterwards the pool has what is wanted, and nothing else.</summary>
public sealed class TurmoilLinuxSpecs(ITestOutputHelper output) : RealSpecs(output)
{
    private const int Steps = 400;

    [LauncherTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Kills_and_stops_and_restarts_and_scaling_at_random_leave_the_wanted_workers(int surge)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("KAMISAMA_SEED"), out int given) ? given : Random.Shared.Next();
        Tell($"KAMISAMA_SEED={seed}");
        var random = new Random(seed);
        RealPool pool = Start(ReadyShell("sleep 0.0$KAMISAMA_WORKER_INDEX", "exec sleep 1000", 4) with
        {
            RestartSurge = surge,
            GracePeriod = TimeSpan.FromSeconds(5),
            StartTimeout = TimeSpan.FromSeconds(2), // For one that is stopped in its start: a restart waits for its readiness.
            MaxAge = TimeSpan.FromMilliseconds(700),
            Backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(20), Jitter = 1 },
        });
        var answers = new List<Task>();
        for (int i = 0; i < Steps; i++)
        {
            answers.Add(await StepAsync(pool, random));
        }

        await Task.WhenAll(answers).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(3, await pool.Pool.ScaleToAsync(3));
        await ExpectExactlyAsync(pool, 3);
        Assert.DoesNotContain(pool.Events.Seen, happened => happened is SupervisionEvent.InternalFault);
    }

    // The answer of the pool to each step is awaited, so that the steps are spread over what they cause; that of a restart is not.
    private static async Task<Task> StepAsync(RealPool pool, Random random)
    {
        PoolStatus status = await pool.Pool.GetStatusAsync();
        WorkerStatus[] alive = [.. status.Workers.Where(worker => worker.Pid is not null)];
        int pid = alive.Length == 0 ? 0 : alive[random.Next(alive.Length)].Pid!.Value;
        switch (random.Next(10))
        {
            case < 4:
                return await SignalAsync(pool, pid, Signum.SIGKILL);
            case 4:
                return await SignalAsync(pool, pid, Signum.SIGSTOP);
            case 5:
                return await SignalAsync(pool, pid, Signum.SIGTERM);
            case 6:
                return pool.Pool.RestartWorkersAsync();
            case 7:
                await pool.Pool.AddWorkersAsync(random.Next(1, 3));
                return Task.CompletedTask;
            case 8:
                await pool.Pool.RetireWorkersAsync(random.Next(1, 3));
                return Task.CompletedTask;
            default:
                await pool.Pool.StartNowAsync();
                return Task.CompletedTask;
        }
    }

    // A pid of the last moment may be gone; nobody else has it so soon.
    private static async Task<Task> SignalAsync(RealPool pool, int pid, Signum signal)
    {
        if (pid > 0 && pool.Everybody().Contains(pid))
        {
            Syscall.kill(pid, signal);
            await pool.Events.ExpectAsync<SupervisionEvent>();
        }

        return Task.CompletedTask;
    }

    // Each event may be the one after which all is well; workers that are too old make one every now and then.
    private static async Task ExpectExactlyAsync(RealPool pool, int workers)
    {
        while (true)
        {
            PoolStatus before = await pool.Pool.GetStatusAsync();
            List<int> everybody = pool.Everybody();
            PoolStatus after = await pool.Pool.GetStatusAsync();
            bool isQuiet = before.Workers.Count == workers && before.Workers.All(worker => worker.State == WorkerState.Running)
                && before.Workers.Select(worker => worker.Pid).SequenceEqual(after.Workers.Select(worker => worker.Pid));
            if (isQuiet)
            {
                Assert.Equal(before.Workers.Select(worker => worker.Pid!.Value).Order(), everybody.Order());
                return;
            }

            await pool.Events.ExpectAsync<SupervisionEvent>();
        }
    }
}
