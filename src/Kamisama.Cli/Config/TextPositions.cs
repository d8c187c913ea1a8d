using System.Text;

namespace Kamisama.Cli.Config;

/// <summary>Turns offsets in a file's bytes into lines and columns.</summary>
internal sealed class TextPositions
{
    private readonly byte[] _text;
    private readonly List<int> _lineStarts = [0];

    public TextPositions(byte[] text)
    {
        _text = text;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>Line and column of an offset, both from 1.</summary>
    public (int Line, int Column) Find(long offset)
    {
        int at = (int)Math.Clamp(offset, 0, _text.Length);
        int found = _lineStarts.BinarySearch(at);
        int line = found >= 0 ? found : ~found - 1;
        return (line + 1, Encoding.UTF8.GetCharCount(_text, _lineStarts[line], at - _lineStarts[line]) + 1);
    }

    /// <summary>The same for a line from 0 and bytes in it, as <see cref="System.Text.Json.JsonException"/> has them.</summary>
    public (int Line, int Column) Find(long line, long bytes) =>
        Find(_lineStarts[(int)Math.Clamp(line, 0, _lineStarts.Count - 1)] + bytes);
}
