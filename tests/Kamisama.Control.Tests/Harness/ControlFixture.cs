using System.Text.Json;
using Kamisama.TestKit;

namespace Kamisama.Control.Tests;

/// <summary>Pools of simulated processes behind a real control socket.</summary>
internal sealed class ControlFixture : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryDirectory _directory = new();
    private readonly ActorSystem _system = ActorSystem.Create("test");
    private Action<SupervisionEvent>? _listeners;

    private ControlFixture(IReadOnlyList<WorkerPoolOptions> pools, Action<SimulatedProcessHost>? setUp)
    {
        setUp?.Invoke(Host);
        EventListener.Start(_system, pool: null, supervisionEvent => _listeners?.Invoke(supervisionEvent), new TaskCompletionSource());
        Pools = [.. pools.Select(pool => WorkerPool.Start(_system, pool with { Command = new ProcessSpec { FileName = "simulated" } }, Host))];
    }

    public SimulatedProcessHost Host { get; } = new();

    public IReadOnlyList<IWorkerPool> Pools { get; }

    public IWorkerPool Pool => Pools[0];

    public ControlServer Server { get; private set; } = null!;

    public string Path => Server.Path;

    /// <summary>One pool "web" with two workers, unless others are given; all of their workers run.</summary>
    public static async Task<ControlFixture> RunningAsync(
        IReadOnlyList<WorkerPoolOptions>? pools = null,
        Func<ControlServerOptions, ControlServerOptions>? options = null,
        Action<SimulatedProcessHost>? setUp = null)
    {
        var fixture = new ControlFixture(pools ?? [new WorkerPoolOptions { Name = "web", Instances = 2 }], setUp);
        fixture.Serve(options);
        foreach (IWorkerPool pool in fixture.Pools)
        {
            await UntilAsync(pool, status => status.Workers.All(worker => worker.State == WorkerState.Running));
        }

        return fixture;
    }

    /// <summary>A client that is connected.</summary>
    public Task<ControlClient> ConnectAsync() => ControlClient.ConnectAsync(Path);

    /// <summary>One question, on a connection of its own.</summary>
    public async Task<JsonElement> AskAsync(string command, Action<Utf8JsonWriter>? writeFields = null)
    {
        using ControlClient client = await ConnectAsync();
        return await client.AskAsync(command, writeFields).WaitAsync(Patience);
    }

    public async Task<ControlException> RefusalAsync(string command, Action<Utf8JsonWriter>? writeFields = null) =>
        await Assert.ThrowsAsync<ControlException>(() => AskAsync(command, writeFields));

    public static async Task<PoolStatus> UntilAsync(IWorkerPool pool, Func<PoolStatus, bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            PoolStatus status = await pool.GetStatusAsync(patience.Token);
            if (isSo(status))
            {
                return status;
            }

            await Task.Yield();
        }
    }

    /// <summary>For what no event tells.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        long deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!await isSo())
        {
            Assert.True(Environment.TickCount64 < deadline, "It never came to be so.");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IWorkerPool pool in Pools.Where(pool => !pool.Completion.IsCompleted))
        {
            await pool.StopAsync(StopMode.Immediate).WaitAsync(Patience);
        }

        await Server.DisposeAsync();
        await _system.Terminate();
        _directory.Dispose();
    }

    private void Serve(Func<ControlServerOptions, ControlServerOptions>? options)
    {
        var given = new ControlServerOptions { Name = "test", Version = "1.2.3", Subscribe = Subscribe };
        Server = ControlServer.Start(
            System.IO.Path.Combine(_directory.Path, "test.sock"),
            Pools,
            mode => Task.WhenAll(Pools.Select(pool => pool.StopAsync(mode))),
            options?.Invoke(given) ?? given);
    }

    private Subscription Subscribe(Action<SupervisionEvent> listener)
    {
        _listeners += listener;
        return new Subscription(() => _listeners -= listener);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
