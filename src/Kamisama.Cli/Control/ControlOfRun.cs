using System.Globalization;
using System.Text;
using Kamisama.Actors;
using Kamisama.Cli.Help;
using Kamisama.Control;

namespace Kamisama.Cli.Control;

/// <summary>The control socket of <c>kamisama run --control</c>. Nothing of it is loaded without the option.</summary>
internal sealed class ControlOfRun(string nameOrPath)
{
    private ControlServer? _server;
    private Action<SupervisionEvent>? _listeners;

    /// <summary>Opens the socket, before the pool is started.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    public void Open(IWorkerPool pool) => _server = ControlServer.Start(
        ControlSocketPath.For(nameOrPath),
        [pool],
        pool.StopAsync,
        OptionsOf([pool], reload: null));

    /// <summary>Opens the socket, before the pools are started.</summary>
    /// <param name="group">The pools.</param>
    /// <param name="reload">Reads the configuration again.</param>
    /// <exception cref="IOException">It can't be opened.</exception>
    public void Open(IWorkerPoolGroup group, Func<WorkerPoolGroupOptions> reload)
    {
        var pools = new PoolsOfGroup(group);
        _server = ControlServer.Start(ControlSocketPath.For(nameOrPath), pools, group.StopAsync, OptionsOf(pools, async token =>
        {
            PoolGroupReconfigureResult result = await group.ReconfigureAsync(reload(), token).ConfigureAwait(false);
            return ReloadText.Describe(result);
        }));
    }

    private ControlServerOptions OptionsOf(IReadOnlyList<IWorkerPool> pools, Func<CancellationToken, Task<string>>? reload) => new()
    {
        Name = nameOrPath,
        Version = VersionText.Number,
        Subscribe = Subscribe,
        Reload = reload,
        Logs = (pool, index, count, _) => Task.FromResult(LinesOf(pools.First(one => one.Name == pool), index, count)),
    };

    private static IReadOnlyList<string> LinesOf(IWorkerPool pool, int? index, int count) => pool.Output is { } log
        ? [.. log.Recent(count, index).Select(line => string.Create(
            CultureInfo.InvariantCulture, $"{pool.Name}.{line.Worker.Index} | {Encoding.UTF8.GetString(line.Bytes.Span)}"))]
        : throw new ControlException(
            ControlErrorCode.NotSupported, $"Pool '{pool.Name}' keeps no lines: its workers write to the master's own streams. Say where their output goes: --output, or the key output.");

    public void Tell(SupervisionEvent supervisionEvent) => _listeners?.Invoke(supervisionEvent);

    public void Close() => _server?.DisposeAsync().AsTask().GetAwaiter().GetResult();

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
