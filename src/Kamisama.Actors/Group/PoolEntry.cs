namespace Kamisama.Actors;

/// <summary>What a group keeps of one of its pools, besides what <see cref="PoolGroupState"/> decides by.</summary>
/// <param name="index">The number of the pool: in the order of their first starts, and never used again.</param>
/// <param name="options">The options.</param>
internal sealed class PoolEntry(int index, WorkerPoolOptions options)
{
    public int Index => index;

    public string Name { get; } = options.Name;

    /// <summary>The options as the group was told them last.</summary>
    public WorkerPoolOptions Options { get; set; } = options;

    /// <summary>The pool as users see it, the same over all lives.</summary>
    public GroupedPool Pool { get; } = new(options.Name);

    /// <summary>The present or last life; <see langword="null"/>: it has not been started.</summary>
    public PoolLife? Life { get; set; }

    /// <summary>Whether it is in the options of the group no more: it goes, and is forgotten.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>
    /// What the next life begins with: the options that the last one had in the end, which may have been told to that pool alone; unless the group
    /// was told others since.
    /// </summary>
    public WorkerPoolOptions Newest => Life is { } life && ReferenceEquals(life.Known, Options) ? life.State.Settings.Options : Options;
}

/// <summary>One life of a pool.</summary>
/// <param name="id">Which one.</param>
/// <param name="state">What the pool is in this life.</param>
/// <param name="known">The options of the group that it began with.</param>
internal sealed class PoolLife(PoolId id, MasterState state, WorkerPoolOptions known)
{
    private volatile WorkerPoolOptions _known = known;

    public PoolId Id => id;

    public MasterState State => state;

    /// <summary>The master's front; <see langword="null"/>: the master has not been created yet.</summary>
    public WorkerPoolFront? Front { get; set; }

    /// <summary>The options of the group that it has taken over.</summary>
    public WorkerPoolOptions Known => _known;

    /// <summary>Other options of the group, as far as it takes them over: one that is on its way out does not.</summary>
    /// <returns>What changed; <see langword="null"/>: they are for the next life.</returns>
    public async Task<ReconfigureResult?> ReconfigureAsync(WorkerPoolOptions options)
    {
        try
        {
            ReconfigureResult result = await Front!.ReconfigureAsync(options).ConfigureAwait(false);
            _known = options;
            return result;
        }
        catch (Exception exception) when (exception is WorkerPoolOptionsException or InvalidOperationException)
        {
            return null;
        }
    }
}
