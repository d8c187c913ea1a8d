using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>One stream of one process, on its way from the pipe to a sink.</summary>
/// <remarks>
/// <code>
/// epoll thread:   pipe ─▶ Take ─▶ OutputBuffer ─┐        full: the pipe is left alone (block), or whole lines are dropped
/// writer thread:        sink ◀─ LineFormat ◀─ LineCutter ◀─ Write        and the pipe is read again
/// </code>
/// </remarks>
internal sealed partial class WorkerStream(PoolOutput pool, WorkerId worker, OutputStream stream, OutputSink sink, LineFormat format) : IOutputReceiver
{
    private const long Never = long.MaxValue;

    private readonly Lock _gate = new();
    private readonly OutputBuffer _buffer = new(pool.Options.BufferSize, pool.Options.WhenFull == OutputOverflow.Drop);
    private Action _resume = static () => { };
    private DateTimeOffset _readAt;
    private long _endAt = Never;
    private bool _isQueued;
    private bool _isClosed;
    private volatile bool _isAwaited;

    public OutputSink Sink => sink;

    public PoolOutput Pool => pool;

    public WorkerId Worker => worker;

    public OutputStream Stream => stream;

    public int Pid { get; private set; }

    /// <summary>What was dropped and not reported as an event; of the writer thread.</summary>
    public OutputLoss Unreported { get; set; }

    /// <summary>When that was last reported; 0: never.</summary>
    public long ReportedAt { get; set; }

    public int Room
    {
        get
        {
            lock (_gate)
            {
                int room = _buffer.Room;
                _isAwaited |= room <= 0;
                return room;
            }
        }
    }

    public void Begin(int pid, Action resume)
    {
        (Pid, _resume) = (pid, resume);
        format.SetPid(pid);
        pool.Begin(this);
    }

    public void Take(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_buffer.IsEmpty)
            {
                _readAt = pool.Time.GetUtcNow();
            }

            _buffer.Add(bytes);
            if (_endAt != Never && pool.Options.WhenFull == OutputOverflow.Drop)
            {
                _endAt = Math.Min(_endAt, _buffer.Accepted); // Its last line may have been dropped for what a helper wrote.
            }

            Queue();
        }
    }

    public void ProcessEnded(int unread)
    {
        lock (_gate)
        {
            // What is dropped at the end of its life is told then.
            _buffer.End();
            _endAt = _buffer.Accepted + unread;
            pool.EndBegun();
            Queue();
        }
    }

    public void Closed()
    {
        lock (_gate)
        {
            _buffer.End();
            _isClosed = true;
            Queue();
        }
    }

    private void Queue()
    {
        if (!_isQueued)
        {
            _isQueued = true;
            OutputThread.Shared.Enqueue(this);
        }
    }
}
