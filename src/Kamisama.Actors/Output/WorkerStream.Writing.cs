namespace Kamisama.Actors;

/// <content>The side of the writer thread.</content>
internal sealed partial class WorkerStream
{
    private readonly LineCutter _cutter = new();
    private DateTimeOffset _time;
    private long _written;
    private bool _isEndTold;
    private bool _isRestTold;

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
            (endAt, isClosed, _time) = (_endAt, _isClosed, _readAt);
        }

        try
        {
            AppendGap(batch, before);
            WriteLines(batch, taken, endAt, isClosed);
            Flush(batch);
        }
        finally
        {
            // Also after a fault: what it lost is lost, and nobody waits for it.
            OutputBuffer.Return(taken);
            if (_isAwaited)
            {
                _isAwaited = false;
                _resume();
            }

            TellEnds(dropped, endAt, isClosed);
        }
    }

    private void AppendGap(LineBatch batch, OutputLoss gap)
    {
        if (gap != default)
        {
            format.AppendNotice(batch, _time, $"{gap} dropped here: they came faster than {sink.Target} took them");
            batch.EndLine(default);
        }
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
        format.Append(batch, _time, line, continues);
        batch.EndLine(loss);
        pool.Log?.Add(this, _time, line, continues, behind);
        if (batch.Length >= OutputThread.BatchSize)
        {
            Flush(batch);
        }
    }

    private void Flush(LineBatch batch)
    {
        if (batch.Length > 0)
        {
            sink.Write(batch, format, _time);
            batch.Clear();
        }
    }

    private void TellEnds(OutputLoss dropped, long endAt, bool isClosed)
    {
        bool isOver = isClosed && !_isRestTold;
        bool isEnd = !_isEndTold && endAt != Never && (isOver || endAt <= _written);
        _isRestTold |= isClosed;
        _isEndTold |= isEnd;
        pool.ReportDrops(this, dropped, isOver || isEnd);
        if (isEnd)
        {
            pool.EndWritten();
        }

        if (isOver)
        {
            pool.Close(this);
        }
    }
}
