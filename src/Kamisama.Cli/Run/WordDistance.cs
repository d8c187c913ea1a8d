namespace Kamisama.Cli.Run;

/// <summary>Finds the word that somebody most likely meant.</summary>
internal static class WordDistance
{
    private const int MostSlips = 2;

    /// <summary>The word that begins so, or is a slip or two away; <see langword="null"/>: none is.</summary>
    public static string? Closest(string typed, IEnumerable<string> known)
    {
        List<string> words = [.. known];
        return words.Find(word => typed.Length > 2 && word.StartsWith(typed, StringComparison.Ordinal))
            ?? words.Find(word => Math.Abs(word.Length - typed.Length) <= MostSlips && Distance(word, typed) <= MostSlips);
    }

    /// <summary>How many letters must be put in, taken out or changed to turn one word into the other (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
