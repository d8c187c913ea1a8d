using System.CommandLine;
using System.Diagnostics;
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

    /// <summary>Does what a command line asks for.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Run(string[] args, StandardStream output, StandardStream error)
    {
        switch (Read(args))
        {
            case Request.Tell tell:
                output.WriteLine(tell.Text);
                return ExitCodes.Stopped;
            case Request.Refuse refuse:
                return Refuse(refuse.Faults, error);
            case Request.RunPool run:
                return RunCommand.Run(run.Options, error);
            case var other:
                throw new UnreachableException($"{other}");
        }
    }

    /// <summary>Reads a command line; nothing is done yet.</summary>
    public static Request Read(string[] args)
    {
        CommandLineParts parts = CommandLineParts.Split(args);
        var run = new RunSyntax();
        Option<string[]> help = RunSyntax.Flag("--help", "-h", "-?");
        help.Recursive = true;
        Option<string[]> version = RunSyntax.Flag("--version");
        var root = new Command("kamisama") { run.Command, help, version };
        ParseResult result = root.Parse(parts.BeforeDashes, Configuration);

        bool isRun = result.CommandResult.Command == run.Command;
        return result switch
        {
            _ when result.IsGiven(help) => new Request.Tell(isRun ? RunHelp.Text : RootHelp.Text),
            _ when result.IsGiven(version) => new Request.Tell(VersionText.Describe()),
            _ when isRun => RunOptionsReader.Read(run, result, parts),
            _ => new Request.Refuse([DescribeMissingCommand(result)]),
        };
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
