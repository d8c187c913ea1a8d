namespace Kamisama.Cli;

/// <summary>A command line, cut at its first <c>--</c>: what stands behind it belongs to the workers, whatever it looks like.</summary>
/// <param name="BeforeDashes">What kamisama reads.</param>
/// <param name="BehindDashes">The workers' command; <see langword="null"/>: there is no <c>--</c>.</param>
internal sealed record CommandLineParts(IReadOnlyList<string> BeforeDashes, string[]? BehindDashes)
{
    public const string Dashes = "--";

    public static CommandLineParts Split(string[] args)
    {
        int at = Array.IndexOf(args, Dashes);
        return at < 0 ? new CommandLineParts(args, null) : new CommandLineParts(args[..at], args[(at + 1)..]);
    }
}
