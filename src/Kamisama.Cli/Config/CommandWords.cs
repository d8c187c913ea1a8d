using System.Text;

namespace Kamisama.Cli.Config;

/// <summary>Cuts a command that is one text into words: at spaces, with quotes and backslashes as in sh(1), and nothing else of a shell.</summary>
internal static class CommandWords
{
    /// <summary>The words; <see langword="null"/>: a quote has no end.</summary>
    public static string[]? Split(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case ' ' or '\t' or '\n' or '\r':
                    AddTo(words, ref word);
                    break;
                case '\'' or '"':
                    word ??= new StringBuilder();
                    i = ReadQuoted(text, i, word);
                    if (i < 0)
                    {
                        return null;
                    }

                    break;
                case '\\' when i + 1 < text.Length:
                    (word ??= new StringBuilder()).Append(text[++i]);
                    break;
                default:
                    (word ??= new StringBuilder()).Append(text[i]);
                    break;
            }
        }

        AddTo(words, ref word);
        return [.. words];
    }

    private static void AddTo(List<string> words, ref StringBuilder? word)
    {
        if (word is not null)
        {
            words.Add(word.ToString());
            word = null;
        }
    }

    // Where the quote ends; -1: nowhere.
    private static int ReadQuoted(string text, int start, StringBuilder word)
    {
        char quote = text[start];
        for (int i = start + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                return i;
            }

            bool isEscape = quote == '"' && text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\';
            word.Append(isEscape ? text[++i] : text[i]);
        }

        return -1;
    }
}
