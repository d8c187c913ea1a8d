using Kamisama.Actors;
using Kamisama.Cli.Output;

namespace Kamisama.Cli.Run;

/// <summary><c>kamisama run</c>: one pool, until it is over.</summary>
internal static class RunCommand
{
    // The last lines are worth a moment; a reader who is stuck is not worth a master that never ends.
    private static readonly TimeSpan PatienceOfLastLines = TimeSpan.FromSeconds(1);

    public static int Run(RunOptions options, StandardStream error)
    {
        IEventPrinter printer = options.LogFormat switch
        {
            LogFormat.Json => new JsonEventPrinter(Environment.ProcessId, TimeProvider.System),
            _ => new EventPrinter(Environment.ProcessId),
        };
        var filter = new EventFilter(options.Quiet, complete: options.LogFormat == LogFormat.Json);
        var writer = new EventWriter(error, printer);
        try
        {
            return WorkerPool.RunAsync(options.Pool, OnEvent).GetAwaiter().GetResult().ExitCode;
        }
        catch (WorkerPoolOptionsException exception)
        {
            return KamisamaCommand.Refuse(exception.Faults, error);
        }
        catch (PlatformNotSupportedException exception)
        {
            error.WriteLine($"kamisama: {ControlCharacters.Escape(exception.Message)}");
            return ExitCodes.CouldNotStart;
        }
        finally
        {
            writer.Complete(PatienceOfLastLines);
        }

        void OnEvent(SupervisionEvent supervisionEvent)
        {
            if (filter.IsTold(supervisionEvent))
            {
                writer.Write(printer.Print(supervisionEvent));
            }
        }
    }
}
