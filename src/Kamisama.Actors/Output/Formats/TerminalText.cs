using System.Globalization;
using System.Text;

namespace Kamisama.Actors;

/// <summary>Makes bytes that came from outside safe for a terminal: they neither break the line nor steer it.</summary>
internal static class TerminalText
{
    /// <summary>Appends text with "\u{1b}" in place of control characters and direction marks, and "\xff" in place of what is not UTF-8. A tab stays.</summary>
    public static void Append(LineBatch batch, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyExceptInRange((byte)' ', (byte)'~');
            plain = plain < 0 ? text.Length : plain;
            batch.Append(text[..plain]);
            text = text[plain..];
            if (!text.IsEmpty)
            {
                text = text[AppendRune(batch, text)..];
            }
        }
    }

    /// <summary>Whether a character neither steers a terminal nor changes how others are shown.</summary>
    public static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static int AppendRune(LineBatch batch, ReadOnlySpan<byte> text)
    {
        if (Rune.DecodeFromUtf8(text, out Rune rune, out int length) != System.Buffers.OperationStatus.Done)
        {
            foreach (byte invalid in text[..length])
            {
                batch.Append(Encoding.ASCII.GetBytes(FormattableString.Invariant($"\\x{invalid:x2}")));
            }
        }
        else if (rune.Value == '\t' || IsHarmless(rune))
        {
            batch.Append(text[..length]);
        }
        else
        {
            batch.Append(Encoding.ASCII.GetBytes(rune.Value == '\r' ? "\\r" : FormattableString.Invariant($"\\u{{{rune.Value:x}}}")));
        }

        return length;
    }
}
