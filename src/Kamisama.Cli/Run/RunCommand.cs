using System.Runtime.CompilerServices;
using Kamisama.Actors;
using Kamisama.Cli.Output;

namespace Kamisama.Cli.Run;

/// <summary><c>kamisama run</c>: one pool, or those of a configuration, until it is over.</summary>
internal static class RunCommand
{
    // The last lines are worth a moment; a reader who is stuck is not worth a master that never ends.
    private static readonly TimeSpan PatienceOfLastLines = TimeSpan.FromSeconds(1);

    public static int Run(RunOptions options, StandardStream error) => Run(
        options.Quiet, options.LogFormat, namesPools: false, error, onEvent => WorkerPool.RunAsync(options.Pool, onEvent).GetAwaiter().GetResult().ExitCode);

    /// <summary>The pools of a configuration.</summary>
    public static int Run(WorkerPoolGroupOptions group, bool quiet, LogFormat format, StandardStream error) => Run(
        quiet, format, namesPools: true, error, onEvent => WorkerPoolGroup.RunAsync(group, onEvent).GetAwaiter().GetResult().ExitCode);

    private static int Run(bool quiet, LogFormat format, bool namesPools, StandardStream error, Func<Action<SupervisionEvent>, int> run)
    {
        MasterMemory.Prepare();
        MasterThreads.Prepare();
        LastSignals.Prepare();
        IEventPrinter printer = format == LogFormat.Json ? CreateJsonPrinter() : new EventPrinter(Environment.ProcessId, namesPools);
        var writer = new EventWriter(error, printer);
        try
        {
            return run(OnEvent);
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
            if (supervisionEvent is SupervisionEvent.PoolStopped)
            {
                LastSignals.Ignore();
            }

            if (!quiet || QuietRule.IsTold(supervisionEvent))
            {
                writer.Write(printer.Print(supervisionEvent));
            }
        }
    }

    // A method of its own, so that text lines do not load System.Text.Json.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JsonEventPrinter CreateJsonPrinter() => new JsonEventPrinter(Environment.ProcessId, TimeProvider.System);
}
