using System.CommandLine;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Kamisama.Cli.Config;
using Kamisama.Cli.Control;
using Kamisama.Cli.Explain;
using Kamisama.Cli.Help;
using Kamisama.Cli.Output;
using Kamisama.Cli.Run;
using Kamisama.Cli.Simulate;

namespace Kamisama.Cli;

/// <summary>The command line as a whole: which command, or which help text.</summary>
/// <remarks>
/// System.CommandLine parses and nothing more. Its own invocation would register signal handlers before the pool's, and its
/// error texts and help can't say what is worth saying here.
/// </remarks>
internal static class KamisamaCommand
{
    private const string Explain = "explain", Simulate = "simulate";

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
            case Request.RunGroup run:
                return RunCommand.Run(run, error);
            case Request.Simulate simulate:
                return RunSimulation(simulate.Options, output, error);
            case Request.Control control:
                return RunControl(control, output, error);
            case var other:
                throw new UnreachableException($"{other}");
        }
    }

    /// <summary>Reads a command line; nothing is done yet.</summary>
    public static Request Read(string[] args)
    {
        CommandLineParts parts = CommandLineParts.Split(args);
        string? typed = parts.BeforeDashes.FirstOrDefault(arg => !arg.StartsWith('-'));

        if (typed is ConfigCommand.Name or ConfigCommand.Init)
        {
            return ReadConfig(parts);
        }

        if (typed is not (null or RunSyntax.Run or Explain or Simulate) && ReadControl(typed, args) is { } control)
        {
            return control;
        }

        // Only the options of one command: making those of three would be a part of the start of every run.
        var syntax = new RunSyntax(typed is Explain or Simulate ? typed : RunSyntax.Run);
        Func<ParseResult, Request> read = typed switch
        {
            Explain => result => ReadExplain(syntax, result, parts),
            Simulate => SimulationOf(syntax, parts),
            _ => result => result.IsGiven(syntax.File) || result.IsGiven(syntax.Procfile) ? ReadConfigRun(syntax, result, parts) : RunOptionsReader.Read(syntax, result, parts),
        };
        Option<string[]> help = RunSyntax.Flag("--help", "-h", "-?");
        help.Recursive = true;
        Option<string[]> version = RunSyntax.Flag("--version");
        var root = new Command("kamisama") { syntax.Command, help, version };
        ParseResult result = root.Parse(parts.BeforeDashes, Configuration);

        bool isCommand = result.CommandResult.Command == syntax.Command;
        return result switch
        {
            _ when result.IsGiven(help) => new Request.Tell(isCommand ? HelpOf(syntax.Command.Name) : RootHelp.Text),
            _ when result.IsGiven(version) => new Request.Tell(VersionText.Describe()),
            _ when isCommand => read(result),
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

    private static string HelpOf(string command) => command switch
    {
        Explain => ExplainHelp.Text,
        Simulate => SimulateHelp.Text,
        _ => RunHelp.Text,
    };

    // Methods of their own, so that "run" loads nothing of them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Request ReadConfig(CommandLineParts parts) => ConfigCommand.Read(parts, Configuration);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Request ReadConfigRun(RunSyntax syntax, ParseResult result, CommandLineParts parts) => ConfigRun.Read(syntax, result, parts);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Request ReadExplain(RunSyntax syntax, ParseResult result, CommandLineParts parts) =>
        PolicyReader.Read(syntax, result, parts, out RunOptions options) is { Count: > 0 } faults
            ? new Request.Refuse(faults)
            : new Request.Tell(PolicyText.Describe(options.Pool));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Func<ParseResult, Request> SimulationOf(RunSyntax syntax, CommandLineParts parts)
    {
        var scenario = new ScenarioSyntax(syntax);
        return result => ScenarioReader.Read(syntax, scenario, result, parts);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunSimulation(SimulateOptions options, StandardStream output, StandardStream error) =>
        SimulateCommand.Run(options, output, error);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Request.Control? ReadControl(string command, string[] args) => ControlSyntax.Names.Contains(command)
        ? new Request.Control(command, [.. args[..Array.IndexOf(args, command)], .. args[(Array.IndexOf(args, command) + 1)..]])
        : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunControl(Request.Control control, StandardStream output, StandardStream error) =>
        ControlCommand.Run(control.Command, control.Arguments, output, error);

    private static string DescribeMissingCommand(ParseResult result) => result.UnmatchedTokens switch
    {
        [] => "No command was given. Try 'kamisama run --instances 2 -- COMMAND' or 'kamisama run -f FILE', or see 'kamisama --help'.",
        [var token, ..] when token.StartsWith('-') => $"Unknown option '{token}'. See 'kamisama --help'.",
        [var token, ..] => $"Unknown command '{token}'. The commands are run, config, init, explain and simulate, and for a master that runs {string.Join(", ", ControlSyntax.Names)}; see 'kamisama --help'.",
    };
}
