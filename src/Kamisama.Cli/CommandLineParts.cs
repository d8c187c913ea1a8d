namespace Kamisama.Cli;

/// <summary>A command line, cut at its first <c>--</c>: what stands behind it belongs to the workers, whatever it looks like.</summary>
/// <param name="BeforeDashes">What kamisama reads.</param>
/// <param name="BehindDashes">The workers' command; <see langword="null"/>: there is no <c>--</c>.</param>
internal sealed record CommandLineParts(IReadOnlyList<string> BeforeDashes, IReadOnlyList<string>? BehindDashes)
{
    public const string Dashes = "--";

    public static CommandLineParts Split(IReadOnlyList<string> args)
    {
        int at = args.TakeWhile(arg => arg != Dashes).Count();
        return new CommandLineParts([.. args.Take(at)], at < args.Count ? [.. args.Skip(at + 1)] : null);
    }
}
