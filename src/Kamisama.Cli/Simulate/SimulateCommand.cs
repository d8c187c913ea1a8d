using Kamisama.Cli.Explain;
using Kamisama.Cli.Output;

namespace Kamisama.Cli.Simulate;

/// <summary><c>kamisama simulate</c>: a pool in virtual time, its figures and its timeline.</summary>
internal static class SimulateCommand
{
    private const int DefaultWidth = 80;

    public static int Run(SimulateOptions options, StandardStream output, StandardStream error)
    {
        SimulationFigures figures = SimulationRun.Run(options);
        string text = SimulationReport.Describe(options, figures);
        string timeline = TimelineText.Draw(figures.Timeline, options.Pool.Instances, output.TerminalWidth ?? DefaultWidth, isPlain: output.TerminalWidth is null);
        output.WriteLine($"{text}\n\n{timeline}");
        return options.Scenario.SvgFile is { } file ? WriteSvg(options, figures, file, error) : ExitCodes.Stopped;
    }

    private static int WriteSvg(SimulateOptions options, SimulationFigures figures, string file, StandardStream error)
    {
        string command = options.Pool.Command is { } given ? $": {string.Join(' ', [given.FileName, .. given.Arguments])}" : "";
        string title = $"{options.Pool.Name}{command} – {Words.Count(options.Pool.Instances, "worker")}, seed {options.Seed}";
        try
        {
            File.WriteAllText(file, TimelineSvg.Draw(figures.Timeline, options.Scenario, title));
            return ExitCodes.Stopped;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return KamisamaCommand.Refuse([$"--svg: '{file}' can't be written: {exception.Message}"], error);
        }
    }
}
