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
        new ControlServerOptions { Name = nameOrPath, Version = VersionText.Number, Subscribe = Subscribe });

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
