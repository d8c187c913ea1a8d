namespace Kamisama.Processes;

/// <summary>The last lines of a stream of bytes. Fed by one thread at a time, asked by any.</summary>
/// <remarks>Lines are kept as bytes and decoded when somebody asks, since most are pushed out before that.</remarks>
internal sealed class LineTail(int capacity)
{
    public const int MaxLineLength = 1000;

    // No character of n UTF-16 units takes more than 3n bytes.
    private const int MaxLineBytes = MaxLineLength * 3;

    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _lines = [];
    private readonly List<byte> _unfinished = [];

    /// <summary>Oldest first, the unfinished one at the end included; invalid UTF-8 is U+FFFD, a return before the line's end is left out.</summary>
    public IReadOnlyList<string> Read()
    {
        lock (_gate)
        {
            IEnumerable<byte[]> lines = _unfinished.Count > 0 ? _lines.Append([.. _unfinished]) : _lines;
            return [.. lines.Select(Decode).TakeLast(capacity)];
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            // Of a large block only the last lines are looked at: the others would be pushed out right away.
            for (int surplus = bytes.Count((byte)'\n') - capacity; surplus > 0; surplus--)
            {
                bytes = bytes[(bytes.IndexOf((byte)'\n') + 1)..];
                _unfinished.Clear();
            }

            while (bytes.IndexOf((byte)'\n') is var end and >= 0)
            {
                AddUnfinished(bytes[..end]);
                FinishLine();
                bytes = bytes[(end + 1)..];
            }

            AddUnfinished(bytes);
        }
    }

    private static string Decode(byte[] line) =>
        LineText.Cut(line.AsSpan() is [.. var text, (byte)'\r'] ? text : line, MaxLineLength);

    private void AddUnfinished(ReadOnlySpan<byte> bytes) =>
        _unfinished.AddRange(bytes[..Math.Min(bytes.Length, MaxLineBytes - _unfinished.Count)]);

    private void FinishLine()
    {
        if (_lines.Count == capacity)
        {
            _lines.Dequeue();
        }

        _lines.Enqueue([.. _unfinished]);
        _unfinished.Clear();
    }
}
