namespace Kamisama.Actors;

/// <summary>Lines on their way to a sink, one behind the other, with what they were as the workers wrote them. Of one thread, used again and again.</summary>
internal sealed class LineBatch
{
    private readonly List<LineEnd> _ends = [];
    private byte[] _bytes = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public int Length => _length;

    /// <summary>Where each line ends, in order.</summary>
    public IReadOnlyList<LineEnd> Ends => _ends;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    public void Append(byte value)
    {
        Room(1)[0] = value;
        _length++;
    }

    /// <summary>Room for at least so many bytes, of which <see cref="Advance"/> takes what was filled.</summary>
    public Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        return _bytes.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    /// <summary>What was appended since the last end is one line.</summary>
    /// <param name="loss">What is lost when it is lost: nothing, for a line of the master's own.</param>
    /// <param name="at">Where it ends; by default, here.</param>
    public void EndLine(OutputLoss loss, int? at = null) => _ends.Add(new LineEnd(at ?? _length, loss));

    /// <summary>What is lost when what stands behind a place is.</summary>
    /// <param name="from">The end of a line, or 0.</param>
    public OutputLoss LossFrom(int from)
    {
        var loss = default(OutputLoss);
        for (int i = _ends.Count - 1; i >= 0 && _ends[i].At > from; i--)
        {
            loss += _ends[i].Loss;
        }

        return loss;
    }

    public void Clear()
    {
        _length = 0;
        _ends.Clear();
    }

    /// <summary>The end of a line.</summary>
    /// <param name="At">Where the next one begins.</param>
    /// <param name="Loss">What the line counts.</param>
    internal readonly record struct LineEnd(int At, OutputLoss Loss);
}
