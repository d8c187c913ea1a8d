using System.CommandLine;
using Kamisama.Actors;
using Kamisama.Cli.Run;

namespace Kamisama.Cli.Explain;

/// <summary>Reads the options of <c>kamisama run</c> for a command that starts nothing.</summary>
internal static class PolicyReader
{
    /// <summary>The options, checked as a pool would check them.</summary>
    /// <returns>Everything that is wrong.</returns>
    public static IReadOnlyList<string> Read(RunSyntax syntax, ParseResult result, CommandLineParts parts, out RunOptions options)
    {
        options = RunOptionsReader.Read(syntax, result, parts, out List<string> faults);
        return faults.Count > 0 ? faults : WorkerPoolOptionsValidator.FaultsOf(options.Pool, needsCommand: false);
    }
}
