using System.Globalization;
using System.Text;
using Kamisama.Actors;

namespace Kamisama.Cli.Output;

/// <summary>Makes texts that came from outside (file names, user names) safe to print: they neither break the line nor steer the terminal.</summary>
internal static class ControlCharacters
{
    /// <summary>The text with "\n", "\t", "\u{1b}" in place of control characters, direction marks and broken surrogates.</summary>
    public static string Escape(string text) => IsPlain(text) ? text : EscapeRunes(text);

    // Nearly all that is printed, also the "×" of ours: for the rest the tables of Unicode are needed.
    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (c is not ((>= ' ' and <= '~') or (>= '\u00a0' and <= '\u00ff' and not '\u00ad')))
            {
                return false;
            }
        }

        return true;
    }

    private static string EscapeRunes(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)text[i]:x}}}");
                i++;
                continue;
            }

            i += rune.Utf16SequenceLength;
            if (TerminalText.IsHarmless(rune))
            {
                escaped.Append(rune.ToString());
            }
            else
            {
                escaped.Append(NameOf(rune));
            }
        }

        return escaped.ToString();
    }

    private static string NameOf(Rune rune) => rune.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        var value => $"\\u{{{value:x}}}",
    };
}
