using System.Text;

namespace Kamisama.Processes;

/// <summary>Text that another process wrote.</summary>
internal static class LineText
{
    /// <summary>Decodes UTF-8, where what is invalid becomes U+FFFD, and cuts it without halving a character.</summary>
    public static string Cut(ReadOnlySpan<byte> bytes, int maxLength)
    {
        // No character of n UTF-16 units takes more than 3n bytes.
        string text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, maxLength * 3)]);
        return text.Length <= maxLength ? text
            : char.IsHighSurrogate(text[maxLength - 1]) ? text[..(maxLength - 1)]
            : text[..maxLength];
    }
}
