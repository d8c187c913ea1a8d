namespace Kamisama.Actors;

/// <summary>Cuts a stream of bytes into lines; what has no end yet waits for the next bytes, up to a bound.</summary>
internal sealed class LineCutter
{
    /// <summary>The longest line. What is longer comes in pieces.</summary>
    public const int MaxLine = 16_384;

    private byte[]? _waiting;
    private int _length;
    private bool _isGiven;

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
            int cut = BetweenCharacters(rest, room);
            line = Join(rest[..cut]);
            rest = rest[cut..];
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
        _isGiven = _length > 0;
        return _isGiven;
    }

    private void Forget()
    {
        if (_isGiven)
        {
            (_waiting, _length, _isGiven) = (null, 0, false);
        }
    }

    private ReadOnlySpan<byte> Join(ReadOnlySpan<byte> end)
    {
        if (_length == 0)
        {
            return end;
        }

        Keep(end);
        _isGiven = true;
        return _waiting.AsSpan(0, _length);
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

    // A character of UTF-8 is not halved; bytes that are none are cut anywhere.
    private static int BetweenCharacters(ReadOnlySpan<byte> bytes, int at)
    {
        int cut = at;
        while (cut > 0 && at - cut < 3 && (bytes[cut] & 0xC0) == 0x80)
        {
            cut--;
        }

        return (bytes[cut] & 0xC0) == 0x80 ? at : cut;
    }
}
