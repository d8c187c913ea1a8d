using System.CommandLine;

namespace Kamisama.Cli;

/// <summary>Questions to a parsed command line.</summary>
internal static class ParseResults
{
    /// <summary>Whether the option was typed: flags that were not have a result too, with their default.</summary>
    public static bool IsGiven(this ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
