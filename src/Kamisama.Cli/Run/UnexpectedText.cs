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
        return WordDistance.Closest(name, syntax.Command.Options.Select(option => option.Name)) is { } meant
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
}
