namespace Kamisama.Control;

/// <summary>The clients that are connected, and who goes when there are too many.</summary>
internal sealed class ClientTable(ControlServerOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ControlClientSession, Task> _clients = [];

    /// <summary>Takes a client in; when there are too many, in place of the one that has been idle for longest, if long enough.</summary>
    public bool TryAdd(ControlClientSession client)
    {
        lock (_lock)
        {
            if (_clients.Count >= options.MaxClients)
            {
                if (_clients.Keys.Where(other => other.IdleTime >= options.IdleTime).MaxBy(other => other.IdleTime) is not { } idle)
                {
                    return false;
                }

                idle.Dispose();
                _clients.Remove(idle);
            }

            _clients.Add(client, Task.CompletedTask);
            return true;
        }
    }

    /// <summary>Serves a client that was taken in, until it goes.</summary>
    public void Run(ControlClientSession client)
    {
        lock (_lock)
        {
            // It yields at once, so it can't end before it is noted.
            _clients[client] = RunAsync(client);
        }
    }

    /// <summary>Waits for all clients, and closes those that are still there when the patience is over.</summary>
    public async Task EndAsync(TimeSpan patience)
    {
        Task all = Task.WhenAll(Snapshot().Values);
        try
        {
            await all.WaitAsync(patience, options.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            foreach (ControlClientSession client in Snapshot().Keys)
            {
                client.Dispose();
            }

            await all.ConfigureAwait(false);
        }
    }

    private async Task RunAsync(ControlClientSession client)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await client.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _clients.Remove(client);
            }
        }
    }

    private Dictionary<ControlClientSession, Task> Snapshot()
    {
        lock (_lock)
        {
            return new Dictionary<ControlClientSession, Task>(_clients);
        }
    }
}
