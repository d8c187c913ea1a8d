using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Where lines end: a file, a stream, the journal. Called by the writer thread only, unless something else is said.</summary>
internal abstract class OutputSink(string target, TimeProvider time)
{
    private readonly List<PoolOutput> _pools = [];
    private long _lostLines;
    private long _lostBytes;
    private int _streams;

    /// <summary>What it writes to, for people.</summary>
    public string Target => target;

    /// <summary>All that was lost here so far. From any thread.</summary>
    public OutputLoss Lost => new(Interlocked.Read(ref _lostLines), Interlocked.Read(ref _lostBytes));

    /// <summary>Who uses it. From any thread.</summary>
    public PoolOutput[] Pools
    {
        get
        {
            lock (_pools)
            {
                return [.. _pools];
            }
        }
    }

    /// <summary>The descriptor that has no room; -1: there is no such wait.</summary>
    public virtual int StalledDescriptor => -1;

    /// <summary>The streams that wait for room.</summary>
    public Queue<WorkerStream> Waiting { get; } = new();

    protected Outage Outage { get; } = new(time);

    /// <summary>A pool uses this sink, and is told of its outages. From any thread.</summary>
    public void AddPool(PoolOutput pool)
    {
        lock (_pools)
        {
            if (!_pools.Contains(pool))
            {
                _pools.Add(pool);
            }
        }
    }

    /// <summary>A pool is over. From any thread.</summary>
    /// <returns>Whether it was the last one.</returns>
    public bool RemovePool(PoolOutput pool)
    {
        lock (_pools)
        {
            return _pools.Remove(pool) && _pools.Count == 0;
        }
    }

    /// <summary>A stream writes here from now on. From any thread.</summary>
    public void Begin() => Interlocked.Increment(ref _streams);

    /// <summary>A stream is over.</summary>
    public void End()
    {
        Interlocked.Decrement(ref _streams);
        RestIfUnused();
    }

    /// <summary>What a pool is told at its end; <see langword="null"/>: nothing.</summary>
    public SupervisionEvent.OutputLost? LastWords(string pool) =>
        Outage.IsOn ? new SupervisionEvent.OutputLost(pool, Target, Outage.Loss, Outage.Duration) : null;

    /// <summary>Gives back what is not needed while nobody writes. Not while something waits for room: closed, it would be lost.</summary>
    public void RestIfUnused()
    {
        if (Volatile.Read(ref _streams) == 0 && StalledDescriptor < 0)
        {
            Rest();
        }
    }

    /// <summary>Writes whole lines, or drops and counts them; never waits for anybody but the kernel and a disk.</summary>
    /// <param name="batch">The lines.</param>
    /// <param name="format">For lines of the master's own among them.</param>
    /// <param name="now">By the wall clock.</param>
    public abstract void Write(LineBatch batch, LineFormat format, DateTimeOffset now);

    /// <summary><see cref="StalledDescriptor"/> has room again, or an error to tell.</summary>
    public virtual void Continue()
    {
    }

    /// <summary>Opens a file anew, for somebody has renamed it.</summary>
    /// <returns>Whether it is one.</returns>
    public virtual bool Reopen() => false;

    /// <summary>Nobody writes here at present.</summary>
    protected virtual void Rest()
    {
    }

    /// <summary>What it says in the place of lines that are lost.</summary>
    protected string NoticeOfOutage() => $"{Outage.Unsaid} missing here: {ErrorNumbers.Describe(Outage.Errno)}";

    protected void Lose(OutputLoss loss)
    {
        Outage.Lose(loss);
        Count(loss);
    }

    protected void Fail(int errno, OutputLoss loss)
    {
        Count(loss);
        if (Outage.Fail(errno, loss))
        {
            Tell(pool => new SupervisionEvent.OutputFailed(pool, Target, ErrorNumbers.Describe(errno)));
        }
    }

    protected void Recover()
    {
        if (Outage.IsOn)
        {
            OutputLoss loss = Outage.Loss;
            TimeSpan after = Outage.Duration;
            Outage.End();
            Tell(pool => new SupervisionEvent.OutputRecovered(pool, Target, loss, after));
        }
    }

    protected void Tell(Func<string, SupervisionEvent> eventFor)
    {
        foreach (PoolOutput pool in Pools)
        {
            pool.Publish(eventFor(pool.Name));
        }
    }

    private void Count(OutputLoss loss)
    {
        Interlocked.Add(ref _lostLines, loss.Lines);
        Interlocked.Add(ref _lostBytes, loss.Bytes);
    }
}
