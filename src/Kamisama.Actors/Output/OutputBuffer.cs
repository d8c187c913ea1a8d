using System.Buffers;

namespace Kamisama.Actors;

/// <summary>What waits of one stream of one worker: bounded, and holding no memory while nothing waits. Filled by one thread, emptied by another, under the lock of its owner.</summary>
/// <remarks>
/// <code>
/// dropping (OutputOverflow.Drop only):  Open ── what comes does not fit ──▶ Full ── emptied ──▶ Skipping ── the end of a line ──▶ Open
/// </code>
/// Only whole lines are dropped, from the line that does not fit on until the buffer was emptied: so a gap is one gap, and says how
/// large it is. A line that is longer than the whole buffer is the exception: what is there of it is kept, and ended there.
/// </remarks>
internal sealed class OutputBuffer(int capacity, bool drops)
{
    private const int FirstSize = 4096;

    // One byte less where a line may have to be ended: arrays of the pool have sizes of powers of two.
    private readonly int _limit = drops ? capacity - 1 : capacity;

    private byte[] _bytes = [];
    private int _count;
    private bool _isFull;
    private bool _isSkipping;
    private bool _isMidLine;
    private OutputLoss _gap;
    private OutputLoss _before;

    /// <summary>How many bytes are taken now.</summary>
    public int Room => drops ? int.MaxValue : _limit - _count;

    /// <summary>How many bytes have been taken in and not dropped again.</summary>
    public long Accepted { get; private set; }

    /// <summary>Whether somebody has to empty it: there are bytes, or there is a gap to be told of.</summary>
    public bool IsEmpty => _count == 0 && _before == default;

    /// <summary>What was dropped since the last time this was asked.</summary>
    public OutputLoss Dropped { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_isFull)
        {
            Drop(bytes);
            return;
        }

        if (_isSkipping)
        {
            bytes = Skip(bytes);
        }

        if (bytes.Length <= _limit - _count)
        {
            Append(bytes);
        }
        else
        {
            Overflow(bytes);
        }
    }

    /// <summary>There will be no more, or not soon: a gap at the end is told.</summary>
    public void End()
    {
        if (_isSkipping || _isFull)
        {
            if (_isMidLine)
            {
                Drop(new OutputLoss(1, 0));
                _isMidLine = false;
            }

            CloseGap();
        }
    }

    /// <summary>Empties it.</summary>
    /// <param name="before">What was dropped before these bytes.</param>
    public ArraySegment<byte> Take(out OutputLoss before)
    {
        var taken = new ArraySegment<byte>(_bytes, 0, _count);
        before = _before;
        (_bytes, _count, _before) = ([], 0, default);
        _isSkipping |= _isFull;
        _isFull = false;
        return taken;
    }

    /// <summary>Gives back what was taken.</summary>
    public static void Return(ArraySegment<byte> taken)
    {
        if (taken.Array is { Length: > 0 } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Asks what was dropped since the last time.</summary>
    public OutputLoss TakeDropped()
    {
        OutputLoss dropped = Dropped;
        Dropped = default;
        return dropped;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length < _count + bytes.Length)
        {
            int size = Math.Max(FirstSize, Math.Min(capacity, Math.Max(_bytes.Length * 4, _count + bytes.Length)));
            byte[] larger = ArrayPool<byte>.Shared.Rent(size);
            _bytes.AsSpan(0, _count).CopyTo(larger);
            Return(_bytes);
            _bytes = larger;
        }

        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += bytes.Length;
        Accepted += bytes.Length;
    }

    private void Overflow(ReadOnlySpan<byte> bytes)
    {
        int whole = bytes[..(_limit - _count)].LastIndexOf((byte)'\n') + 1;
        if (whole > 0)
        {
            Append(bytes[..whole]);
            bytes = bytes[whole..];
        }
        else
        {
            DropLastLine();
        }

        Drop(bytes);
        _isFull = true;
    }

    private void DropLastLine()
    {
        int back = _bytes.AsSpan(0, _count).LastIndexOf((byte)'\n') + 1;
        if (back > 0)
        {
            OutputLoss line = new(0, _count - back);
            Accepted -= line.Bytes;
            _count = back;
            Drop(line);
        }
        else if (_count > 0)
        {
            Append("\n"u8);
        }
    }

    private ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> bytes)
    {
        if (_isMidLine)
        {
            int end = bytes.IndexOf((byte)'\n') + 1;
            if (end == 0)
            {
                Drop(bytes);
                return default;
            }

            Drop(bytes[..end]);
            bytes = bytes[end..];
        }

        if (!bytes.IsEmpty)
        {
            CloseGap();
        }

        return bytes;
    }

    private void CloseGap()
    {
        _before += _gap;
        (_gap, _isSkipping, _isFull) = (default, false, false);
    }

    private void Drop(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            Drop(new OutputLoss(bytes.Count((byte)'\n'), bytes.Length));
            _isMidLine = bytes[^1] != (byte)'\n';
        }
    }

    private void Drop(OutputLoss loss)
    {
        _gap += loss;
        Dropped += loss;
    }
}
