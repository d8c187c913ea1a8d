using Kamisama.Cli.Output;

namespace Kamisama.Cli;

/// <summary>The <c>kamisama</c> command.</summary>
internal static class Program
{
    /// <summary>When set, an internal error shows its stack trace.</summary>
    public const string DebugVariable = "KAMISAMA_DEBUG";

    private static int Main(string[] args)
    {
        // First of all: later a descriptor of the runtime's own may have taken the number of one that was closed.
        StandardStream output = StandardStream.Open(StandardStream.OutputDescriptor);
        StandardStream error = StandardStream.Open(StandardStream.ErrorDescriptor);
        try
        {
            return KamisamaCommand.Run(args, output, error);
        }
#pragma warning disable CA1031 // The last line of defence: an exit code and a report instead of an abort.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            error.WriteLine(InternalErrorText.Describe(exception, Environment.GetEnvironmentVariable(DebugVariable)));
            return ExitCodes.InternalError;
        }
    }
}
