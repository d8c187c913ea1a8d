using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>One stream of one process, on its way from the pipe to a sink.</summary>
/// <remarks>
/// <code>
/// epoll thread:   pipe ─▶ Take ─▶ OutputBuffer ─┐        full: the pipe is left alone (block), or whole lines are dropped
/// writer thread:        sink ◀─ LineFormat ◀─ LineCutter ◀─ Write        and the pipe is read again
/// </code>
/// </remarks>
internal sealed class WorkerStream(PoolOutput pool, WorkerId worker, OutputStream stream, OutputSink sink, LineFormat format) : IOutputReceiver
{
    private const long Never = long.MaxValue;

    private readonly Lock _gate = new();
    private readonly OutputBuffer _buffer = new(pool.Options.BufferSize, pool.Options.WhenFull == OutputOverflow.Drop);
    private readonly LineCutter _cutter = new();
    private Action _resume = static () => { };
    private DateTimeOffset _readAt;
    private long _written;
    private long _endAt = Never;
    private bool _isQueued;
    private bool _isClosed;
    private bool _isEndTold;
    private bool _isRestTold;
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

    /// <summary>From the writer thread: empties the buffer into the sink.</summary>
    public void Write(LineBatch batch)
    {
        ArraySegment<byte> taken;
        OutputLoss before, dropped;
        long endAt;
        bool isClosed;
        lock (_gate)
        {
            _isQueued = false;
            taken = _buffer.Take(out before);
            dropped = _buffer.TakeDropped();
            (endAt, isClosed) = (_endAt, _isClosed);
        }

        if (before != default)
        {
            format.AppendNotice(batch, _readAt, $"{before} dropped here: they came faster than {sink.Target} took them");
            batch.EndLine(default);
        }

        WriteLines(batch, taken, endAt, isClosed);
        OutputBuffer.Return(taken);
        Flush(batch);
        if (_isAwaited)
        {
            _isAwaited = false;
            _resume();
        }

        TellEnds(dropped, endAt, isClosed);
    }

    private void WriteLines(LineBatch batch, ReadOnlySpan<byte> bytes, long endAt, bool isClosed)
    {
        // Where the process ends, a last line ends too, and what a helper writes behind it begins a new one.
        int ofProcess = (int)Math.Clamp(endAt - _written, 0, bytes.Length);
        _written += bytes.Length;
        Cut(batch, bytes[..ofProcess]);
        if (endAt <= _written && !_isEndTold)
        {
            CutRest(batch);
        }

        Cut(batch, bytes[ofProcess..]);
        if (isClosed)
        {
            CutRest(batch);
        }
    }

    private void Cut(LineBatch batch, ReadOnlySpan<byte> bytes)
    {
        while (_cutter.Next(ref bytes, out ReadOnlySpan<byte> line, out bool continues))
        {
            Append(batch, line, continues, new OutputLoss(continues ? 0 : 1, continues ? line.Length : line.Length + 1), bytes.Length);
        }
    }

    private void CutRest(LineBatch batch)
    {
        if (_cutter.Flush(out ReadOnlySpan<byte> line))
        {
            Append(batch, line, continues: false, new OutputLoss(1, line.Length), 0);
        }
    }

    private void Append(LineBatch batch, ReadOnlySpan<byte> line, bool continues, OutputLoss loss, int behind)
    {
        format.Append(batch, _readAt, line, continues);
        batch.EndLine(loss);
        pool.Log?.Add(this, _readAt, line, continues, behind);
        if (batch.Length >= OutputThread.BatchSize)
        {
            Flush(batch);
        }
    }

    private void Flush(LineBatch batch)
    {
        if (batch.Length > 0)
        {
            sink.Write(batch, format, _readAt);
            batch.Clear();
        }
    }

    private void TellEnds(OutputLoss dropped, long endAt, bool isClosed)
    {
        bool isOver = isClosed && !_isRestTold;
        _isRestTold |= isClosed;
        pool.ReportDrops(this, dropped, isOver || endAt <= _written);
        if (endAt <= _written && !_isEndTold)
        {
            _isEndTold = true;
            pool.EndWritten();
        }
        else if (isOver && !_isEndTold && endAt != Never)
        {
            _isEndTold = true;
            pool.EndWritten();
        }

        if (isOver)
        {
            pool.Close(this);
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
