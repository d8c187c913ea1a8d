namespace Kamisama.Actors.Hosting;

/// <summary>All pools of one host, in the order in which they were declared.</summary>
internal sealed class HostedPools
{
    private readonly List<HostedPool> _pools = [];

    public IReadOnlyList<HostedPool> All => _pools;

    /// <summary>The pool, when there is exactly one.</summary>
    public HostedPool Single => _pools is [var pool]
        ? pool
        : throw new InvalidOperationException(
            $"An IWorkerPool without a name is the host's only pool, but this host has {Texts.Count(_pools.Count, "pool")}{Names}. Ask for one by its name, as [FromKeyedServices(\"NAME\")] IWorkerPool.");

    private string Names => _pools.Count == 0 ? "" : $" ({string.Join(", ", _pools.Select(pool => $"'{pool.Name}'"))})";

    public HostedPool Add(HostedPool pool)
    {
        if (_pools.Any(other => other.Name == pool.Name))
        {
            throw new ArgumentException(
                $"This host has a pool named '{pool.Name}' already. Give each pool a name of its own.", nameof(pool));
        }

        if (pool.Key is { } key && _pools.Any(other => other.Key == key))
        {
            throw new ArgumentException(
                $"The pool '{pool.Name}' is to be found by {key}, but another pool of this host is. Give each pool a type of its own.", nameof(pool));
        }

        _pools.Add(pool);
        return pool;
    }

    public HostedPool Find(object? name) => _pools.FirstOrDefault(pool => pool.Name.Equals(name))
        ?? throw new InvalidOperationException(
            $"This host has no pool named '{name}': it has {Texts.Count(_pools.Count, "pool")}{Names}. Declare it, or ask for one of these.");

    /// <summary>The pool whose master is found by a type: its own, or <see cref="WorkerPool"/> for the first pool without one.</summary>
    public HostedPool? FindBy(Type key) =>
        _pools.FirstOrDefault(pool => pool.Key == key) ?? (key == typeof(WorkerPool) ? _pools.FirstOrDefault(pool => pool.Key is null) : null);

    /// <summary>Starts one pool. Signals first, workers last: no signal finds the process unprepared.</summary>
    public void Start(HostedPool pool, ActorSystem system, IServiceProvider services)
    {
        HostSignals.Add(this);
        try
        {
            pool.Start(system, services);
        }
        catch (Exception cause)
        {
            pool.Fail(cause);
            throw;
        }
    }

    /// <summary>Stops all pools that run, beside each other.</summary>
    /// <param name="urgent">Cancelled: their workers are killed.</param>
    public async Task StopAsync(CancellationToken urgent)
    {
        await Task.WhenAll(_pools.Select(pool => pool.EndAsync(urgent))).ConfigureAwait(false);
        HostSignals.Remove(this);
    }
}
