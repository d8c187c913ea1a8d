namespace Kamisama.Actors;

/// <summary>Cuts a stream of bytes into lines; what has no end yet waits for the next bytes, up to a bound.</summary>
internal sealed class LineCutter
{
    /// <summary>The longest line. What is longer comes in pieces.</summary>
    public const int MaxLine = 16_384;

    private byte[]? _waiting;
    private int _length;
    private int _given;

    /// <summary>Takes the next line.</summary>
    /// <param name="rest">What is left to be cut; shortened.</param>
    /// <param name="line">The line without its end; valid until the next call.</param>
    /// <param name="continues">Whether it is a piece, and not the last one of its line.</param>
    /// <returns>Whether there was one.</returns>
    public bool Next(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line, out bool continues)
    {
        Forget();
        continues = false;
        line = default;
        int room = MaxLine - _length;
        int end = rest[..Math.Min(rest.Length, room + 1)].IndexOf((byte)'\n');
        if (end >= 0)
        {
            line = Join(rest[..end]);
            rest = rest[(end + 1)..];
            return true;
        }

        if (rest.Length > room)
        {
            line = Piece(ref rest, room);
            continues = true;
            return true;
        }

        Keep(rest);
        rest = default;
        return false;
    }

    /// <summary>Gives what has no end, for there will be none.</summary>
    /// <returns>Whether there was something.</returns>
    public bool Flush(out ReadOnlySpan<byte> line)
    {
        Forget();
        line = _waiting.AsSpan(0, _length);
        _given = _length;
        return _length > 0;
    }

    private void Forget()
    {
        if (_given > 0)
        {
            // A halved character may be left.
            _waiting.AsSpan(_given, _length - _given).CopyTo(_waiting);
            _length -= _given;
            _waiting = _length == 0 ? null : _waiting;
            _given = 0;
        }
    }

    private ReadOnlySpan<byte> Join(ReadOnlySpan<byte> end)
    {
        if (_length == 0)
        {
            return end;
        }

        Keep(end);
        _given = _length;
        return _waiting.AsSpan(0, _length);
    }

    // A character of UTF-8 is not halved; bytes that are none are cut anywhere.
    private ReadOnlySpan<byte> Piece(ref ReadOnlySpan<byte> rest, int room)
    {
        ReadOnlySpan<byte> piece = Join(rest[..room]);
        int back = IsInside(rest[room]) ? HalfAtTheEndOf(piece) : 0;
        if (_length > 0)
        {
            _given -= back;
            rest = rest[room..];
        }
        else
        {
            rest = rest[(room - back)..];
        }

        return piece[..^back];
    }

    // Most lines come whole, and most that do not are short.
    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0)
        {
            if ((_waiting?.Length ?? 0) < _length + bytes.Length)
            {
                Array.Resize(ref _waiting, Math.Min(MaxLine, Math.Max(256, (_length + bytes.Length) * 2)));
            }

            bytes.CopyTo(_waiting.AsSpan(_length));
            _length += bytes.Length;
        }
    }

    private static bool IsInside(byte value) => (value & 0xC0) == 0x80;

    private static int HalfAtTheEndOf(ReadOnlySpan<byte> text)
    {
        for (int back = 1; back <= 3; back++)
        {
            if (!IsInside(text[^back]))
            {
                return text[^back] >= 0xC0 ? back : 0;
            }
        }

        return 0;
    }
}
