using Kamisama.Actors.Tests.Health;
using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Service;

/// <summary>What HUP does in a program that has a configuration source.</summary>
public class ReloaderSpecs
{
    private static readonly WorkerPoolOptions Options = new() { Instances = 2, Command = new ProcessSpec { FileName = "simulated" } };

    [Fact]
    public async Task What_the_source_gives_is_taken_over()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        await ReloaderOf(pool, _ => Task.FromResult<WorkerPoolOptions?>(Options with { Instances = 3 })).Request();
        Assert.Equal(nameof(WorkerPoolOptions.Instances), Assert.Single((await pool.Events.ExpectAsync<SupervisionEvent.PoolReconfigured>()).Changed));
        Assert.Equal(3, (await pool.Pool.GetStatusAsync()).Instances);
    }

    [Fact]
    public async Task Source_that_gives_nothing_or_throws_or_is_wrong_leaves_all_as_it_was()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        await ReloaderOf(pool, _ => Task.FromResult<WorkerPoolOptions?>(null)).Request();
        Assert.Contains("gave none", (await FailureOf(pool)).Reason);
        await ReloaderOf(pool, _ => throw new IOException("pool.json was not found")).Request();
        Assert.Equal("pool.json was not found", (await FailureOf(pool)).Reason);
        await ReloaderOf(pool, _ => Task.FromResult<WorkerPoolOptions?>(Options with { Instances = 0, RespawnLimit = -1 })).Request();
        Assert.Matches("^Instances must be .* The respawn limit must be ", (await FailureOf(pool)).Reason);
        Assert.DoesNotContain(pool.Events.Seen, seen => seen is SupervisionEvent.PoolReconfigured);
        Assert.Equal(2, pool.Host.All.Count);

        static Task<SupervisionEvent.ReloadFailed> FailureOf(PoolFixture pool) => pool.Events.ExpectAsync<SupervisionEvent.ReloadFailed>();
    }

    [Fact]
    public async Task Requests_while_one_is_in_progress_are_one_more_that_follows_it()
    {
        int begun = 0, atOnce = 0;
        var first = new TaskCompletionSource();
        var reloader = new Reloader(
            async _ =>
            {
                Assert.Equal(1, Interlocked.Increment(ref atOnce));
                if (Interlocked.Increment(ref begun) == 1)
                {
                    await first.Task;
                }

                Interlocked.Decrement(ref atOnce);
            },
            failure => Assert.Fail(failure),
            service: null,
            CancellationToken.None);
        Task all = reloader.Request();
        for (int i = 0; i < 10; i++)
        {
            await reloader.Request();
        }

        Assert.False(all.IsCompleted);
        first.SetResult();
        await all.WaitAsync(Asking.Patience);
        Assert.Equal(2, begun);
        await reloader.Request();
        Assert.Equal(3, begun);
    }

    [Fact]
    public async Task Stop_ends_it_without_a_word()
    {
        using var stopping = new CancellationTokenSource();
        var reloader = new Reloader(token => Task.Delay(Timeout.Infinite, token), failure => Assert.Fail(failure), service: null, stopping.Token);
        Task all = reloader.Request();
        await stopping.CancelAsync();
        await all.WaitAsync(Asking.Patience);
        await reloader.Request().WaitAsync(Asking.Patience);
    }

    private static Reloader ReloaderOf(PoolFixture pool, Func<CancellationToken, Task<WorkerPoolOptions?>> source)
    {
        var front = (WorkerPoolFront)pool.Pool;
        Func<WorkerPoolFront, CancellationToken, Task> reload = PoolProgram.ReloadBy<WorkerPoolFront, WorkerPoolOptions>(
            source, (one, options, token) => one.ReconfigureAsync(options, token))!;
        return new Reloader(token => reload(front, token), front.PublishReloadFailed, service: null, front.Stopping);
    }
}
