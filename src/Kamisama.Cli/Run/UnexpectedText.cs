using System.CommandLine;

namespace Kamisama.Cli.Run;

/// <summary>Words what the parser could not place: nearly always a command without <c>--</c>, or a slip in an option's name.</summary>
internal static class UnexpectedText
{
    /// <summary>What is wrong and what to type, or <see langword="null"/> when everything has its place.</summary>
    public static string? Describe(RunSyntax syntax, ParseResult result, CommandLineParts parts) => result.UnmatchedTokens switch
    {
        [] => null,
        [var token, ..] when token.StartsWith('-') => DescribeOption(syntax, token),
        [var token, ..] => DescribeCommand(syntax, token, parts),
    };

    private static string DescribeOption(RunSyntax syntax, string token)
    {
        string name = token.Split('=', ':')[0];
        List<string> known = [.. syntax.Command.Options.Select(option => option.Name)];
        string? meant = known.Find(option => name.Length > 2 && option.StartsWith(name, StringComparison.Ordinal))
            ?? known.Find(option => Distance(option, name) <= 2);
        return meant is not null
            ? $"Unknown option '{name}'. Did you mean '{meant}'?"
            : $"Unknown option '{name}'. 'kamisama {syntax.Command.Name} --help' lists all; what belongs to the workers' command stands behind '--'.";
    }

    private static string DescribeCommand(RunSyntax syntax, string token, CommandLineParts parts)
    {
        int at = PositionOf(token, syntax, parts.BeforeDashes);
        if (at == parts.BeforeDashes.Count)
        {
            // It was no argument of its own: "--quiet=yes".
            return $"'{token}' was given to an option that takes no value. See 'kamisama {syntax.Command.Name} --help'.";
        }

        IEnumerable<string> typed = [
            "kamisama",
            .. parts.BeforeDashes.Take(at),
            CommandLineParts.Dashes,
            .. parts.BeforeDashes.Skip(at),
            .. parts.BehindDashes ?? []];
        return $"'{token}' is no option of kamisama. The workers' command stands behind '--': {string.Join(' ', typed.Select(Quote))}";
    }

    // Not just the first such text: "--name ruby ruby x.rb".
    private static int PositionOf(string token, RunSyntax syntax, IReadOnlyList<string> args)
    {
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] == token)
            {
                return i;
            }

            if (syntax.Command.Options.Any(option => option.Name == args[i] && option.Arity.MaximumNumberOfValues > 0))
            {
                i++;
            }
        }

        return args.Count;
    }

    private static string Quote(string arg) =>
        arg.Length > 0 && arg.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@%{}".Contains(c, StringComparison.Ordinal))
            ? arg
            : $"'{arg.Replace("'", "'\\''", StringComparison.Ordinal)}'";

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
