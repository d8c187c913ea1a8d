namespace Kamisama.Actors;

/// <summary>A sink that another process reads from: it may have no room for a while, which is no error.</summary>
/// <remarks>Then this keeps what it was given, and is given no more until <see cref="OutputSink.StalledDescriptor"/> has room again.</remarks>
internal abstract class StallingSink(string target, TimeProvider time) : OutputSink(target, time)
{
    private readonly LineBatch _pending = new();
    private int _done;
    private OutputLoss _saying;
    private bool _isStalled;

    public override int StalledDescriptor => _isStalled ? Descriptor : -1;

    /// <summary>What is written to; -1: it is closed.</summary>
    protected abstract int Descriptor { get; }

    public override void Write(LineBatch batch, LineFormat format, DateTimeOffset now)
    {
        if (!Outage.MayTry)
        {
            Lose(batch.LossFrom(0));
            return;
        }

        if (Outage.IsOn && Outage.Unsaid != default)
        {
            format.AppendNotice(_pending, now, NoticeOfOutage());
            _pending.EndLine(default);
            _saying += Outage.Unsaid;
            Outage.Said();
        }

        Append(batch);
        if (!_isStalled)
        {
            Continue();
        }
    }

    public override void Continue()
    {
        int errno = WriteSome(_pending, ref _done);
        _isStalled = errno == LibC.EAGAIN;
        if (errno == 0)
        {
            Recover();
            Clear();
        }
        else if (!_isStalled)
        {
            Drop(errno);
        }
    }

    /// <summary>Writes until everything is written or something is in the way.</summary>
    /// <param name="pending">The lines.</param>
    /// <param name="done">How far it has come; advanced.</param>
    /// <returns>0, EAGAIN when there is no room, or another errno.</returns>
    protected abstract int WriteSome(LineBatch pending, ref int done);

    /// <summary>How much of a line that was begun has to be written before anything else, after a failure.</summary>
    /// <param name="pending">The lines.</param>
    /// <param name="done">How far it has come.</param>
    protected virtual ReadOnlySpan<byte> RestOfLine(LineBatch pending, int done) => default;

    private void Append(LineBatch batch)
    {
        int at = _pending.Length;
        _pending.Append(batch.Bytes);
        foreach (LineBatch.LineEnd end in batch.Ends)
        {
            _pending.EndLine(end.Loss, at + end.At);
        }
    }

    private void Drop(int errno)
    {
        byte[] rest = RestOfLine(_pending, _done).ToArray();
        Fail(errno, _pending.LossFrom(_done + rest.Length));
        Outage.Unsay(_saying);
        Clear();
        if (rest.Length > 0)
        {
            _pending.Append(rest);
            _pending.EndLine(default);
        }
    }

    private void Clear()
    {
        _pending.Clear();
        _done = 0;
        _saying = default;
    }
}
