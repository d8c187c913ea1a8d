using System.Text;

namespace Kamisama.Actors;

/// <summary>Lines as the workers wrote them, byte for byte; or on a terminal, made harmless.</summary>
/// <param name="isTerminal">Whether somebody's terminal would obey what a worker wrote.</param>
/// <param name="prefix">What stands before each line, in UTF-8.</param>
internal sealed class PlainFormat(bool isTerminal, byte[] prefix) : LineFormat
{
    // Cyan, yellow, green, magenta, blue, and the bright ones: those that can be read on black and on white.
    private static readonly byte[][] Colors = [.. new[] { 36, 33, 32, 35, 34, 96, 93, 92, 95, 94 }.Select(color => Encoding.ASCII.GetBytes($"\e[{color}m"))];

    /// <summary>Lines behind the name of the pool and the index of the worker.</summary>
    public static PlainFormat Prefixed(string pool, WorkerId worker, bool isTerminal, bool isColored)
    {
        byte[] text = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{pool}.{worker.Index} | "));
        return new PlainFormat(isTerminal, isColored ? [.. Colors[(worker.Index - 1) % Colors.Length], .. text, .. "\e[0m"u8] : text);
    }

    public override void Append(LineBatch batch, DateTimeOffset time, ReadOnlySpan<byte> line, bool continues)
    {
        batch.Append(prefix);
        if (isTerminal)
        {
            TerminalText.Append(batch, line is [.. var text, (byte)'\r'] && !continues ? text : line);
        }
        else
        {
            batch.Append(line);
        }

        batch.Append(continues ? ContinuesMark : default);
        batch.Append((byte)'\n');
    }

    public override void AppendNotice(LineBatch batch, DateTimeOffset time, string text)
    {
        batch.Append(prefix);
        batch.Append(Encoding.UTF8.GetBytes($"[kamisama] {text}\n"));
    }
}
