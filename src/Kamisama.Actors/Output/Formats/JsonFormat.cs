using System.Globalization;
using System.Text;

namespace Kamisama.Actors;

/// <summary>Lines as JSON objects, one a line.</summary>
/// <remarks>Written by hand: 200 MB a second pass by here, and what differs from line to line is the time and the text.</remarks>
internal sealed class JsonFormat(string pool, WorkerId worker, OutputStream stream) : LineFormat
{
    // The name of a pool has nothing that would have to be escaped.
    private byte[] _facts = FactsOf(pool, worker, stream, 0);

    public override void SetPid(int pid) => _facts = FactsOf(pool, worker, stream, pid);

    public override void Append(LineBatch batch, DateTimeOffset time, ReadOnlySpan<byte> line, bool continues)
    {
        AppendTime(batch, time);
        batch.Append(_facts);
        batch.Append(",\"line\":\""u8);
        AppendText(batch, line);
        batch.Append(continues ? "\",\"partial\":true}\n"u8 : "\"}\n"u8);
    }

    public override void AppendNotice(LineBatch batch, DateTimeOffset time, string text)
    {
        AppendTime(batch, time);
        batch.Append(_facts);
        batch.Append(",\"notice\":\""u8);
        AppendText(batch, Encoding.UTF8.GetBytes(text));
        batch.Append("\"}\n"u8);
    }

    private static byte[] FactsOf(string pool, WorkerId worker, OutputStream stream, int pid) => Encoding.UTF8.GetBytes(FormattableString.Invariant(
        $",\"pool\":\"{pool}\",\"index\":{worker.Index},\"incarnation\":{worker.Incarnation},\"pid\":{pid},\"stream\":\"{NameOf(stream)}\""));

    private static void AppendTime(LineBatch batch, DateTimeOffset time)
    {
        batch.Append("{\"time\":\""u8);
        time.UtcDateTime.TryFormat(batch.Room(32), out int written, "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        batch.Advance(written);
        batch.Append((byte)'"');
    }

    private static void AppendText(LineBatch batch, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int plain = 0;
            while (plain < text.Length && text[plain] is >= (byte)' ' and < 0x7F and not ((byte)'"' or (byte)'\\'))
            {
                plain++;
            }

            batch.Append(text[..plain]);
            text = text[plain..];
            if (!text.IsEmpty)
            {
                text = text[AppendRune(batch, text)..];
            }
        }
    }

    private static int AppendRune(LineBatch batch, ReadOnlySpan<byte> text)
    {
        if (text[0] is (byte)'"' or (byte)'\\')
        {
            batch.Append((byte)'\\');
            batch.Append(text[0]);
            return 1;
        }

        if (Rune.DecodeFromUtf8(text, out Rune rune, out int length) != System.Buffers.OperationStatus.Done)
        {
            batch.Append("\uFFFD"u8);
        }
        else if (TerminalText.IsHarmless(rune))
        {
            batch.Append(text[..length]);
        }
        else if (rune.IsBmp)
        {
            // Also direction marks and the like, so that a log that is shown in a terminal is harmless.
            batch.Append(Encoding.ASCII.GetBytes(FormattableString.Invariant($"\\u{rune.Value:x4}")));
        }
        else
        {
            string pair = rune.ToString();
            batch.Append(Encoding.ASCII.GetBytes(FormattableString.Invariant($"\\u{(int)pair[0]:x4}\\u{(int)pair[1]:x4}")));
        }

        return length;
    }
}
