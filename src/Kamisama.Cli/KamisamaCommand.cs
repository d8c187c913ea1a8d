using System.CommandLine;
using Kamisama.Cli.Help;
using Kamisama.Cli.Output;
using Kamisama.Cli.Run;

namespace Kamisama.Cli;

/// <summary>The command line as a whole: which command, or which help text.</summary>
/// <remarks>
/// System.CommandLine parses and nothing more. Its own invocation would register signal handlers before the pool's, and its
/// error texts and help can't say what is worth saying here.
/// </remarks>
internal static class KamisamaCommand
{
    private static readonly ParserConfiguration Configuration = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public static int Run(IReadOnlyList<string> args, StandardStream output, StandardStream error)
    {
        CommandLineParts parts = CommandLineParts.Split(args);
        var run = new RunSyntax();
        var help = new Option<bool>("--help", "-h", "-?") { Recursive = true };
        var version = new Option<bool>("--version");
        var root = new Command("kamisama") { run.Command, help, version };
        ParseResult result = root.Parse(parts.BeforeDashes, Configuration);

        if (result.IsGiven(help))
        {
            output.WriteLine(result.CommandResult.Command == run.Command ? RunHelp.Text : RootHelp.Text);
            return ExitCodes.Stopped;
        }

        if (result.IsGiven(version))
        {
            output.WriteLine(VersionText.Describe());
            return ExitCodes.Stopped;
        }

        if (result.CommandResult.Command == run.Command)
        {
            RunOptions? options = RunOptionsReader.Read(run, result, parts, out IReadOnlyList<string> faults);
            return options is null ? Refuse(faults, error) : RunCommand.Run(options, error);
        }

        return Refuse([DescribeMissingCommand(result)], error);
    }

    /// <summary>Says what is wrong with a command line.</summary>
    public static int Refuse(IReadOnlyList<string> faults, StandardStream error)
    {
        // One write, so that nothing comes in between.
        error.WriteLine(string.Join('\n', faults.Select(fault => $"kamisama: {ControlCharacters.Escape(fault)}")));
        return ExitCodes.Usage;
    }

    private static string DescribeMissingCommand(ParseResult result) => result.UnmatchedTokens switch
    {
        [] => "No command was given. Try 'kamisama run --instances 2 -- COMMAND', or see 'kamisama --help'.",
        [var token, ..] when token.StartsWith('-') => $"Unknown option '{token}'. See 'kamisama --help'.",
        [var token, ..] => $"Unknown command '{token}'. The one command is 'run'; see 'kamisama --help'.",
    };
}
