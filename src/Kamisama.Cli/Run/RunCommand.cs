using System.Runtime.CompilerServices;
using Kamisama.Actors;
using Kamisama.Cli.Control;
using Kamisama.Cli.Output;

namespace Kamisama.Cli.Run;

/// <summary><c>kamisama run</c>: one pool, or those of a configuration, until it is over.</summary>
internal static class RunCommand
{
    // The last lines are worth a moment; a reader who is stuck is not worth a master that never ends.
    private static readonly TimeSpan PatienceOfLastLines = TimeSpan.FromSeconds(1);

    public static int Run(RunOptions options, StandardStream error) => Run(
        new RunStyle(options.Quiet, options.LogFormat, NamesPools: false, options.Control),
        error,
        (onEvent, control) => WorkerPool.RunAsync(options.Pool, onEvent, onCreated: control is null ? null : control.Open).GetAwaiter().GetResult().ExitCode);

    /// <summary>The pools of a configuration, which is read again at HUP.</summary>
    public static int Run(Request.RunGroup request, StandardStream error) => Run(
        request.Style,
        error,
        (onEvent, control) => WorkerPoolGroup.RunAsync(
            request.Group,
            onEvent,
            _ => Task.FromResult<WorkerPoolGroupOptions?>(request.Reload()),
            control is null ? null : group => control.Open(group, request.Reload)).GetAwaiter().GetResult().ExitCode);

    private static int Run(RunStyle style, StandardStream error, Func<Action<SupervisionEvent>, ControlOfRun?, int> run)
    {
        MasterMemory.Prepare();
        MasterThreads.Prepare();
        LastSignals.Prepare();
        IEventPrinter printer = style.LogFormat == LogFormat.Json ? CreateJsonPrinter() : new EventPrinter(Environment.ProcessId, style.NamesPools);
        var writer = new EventWriter(error, printer);
        ControlOfRun? control = style.Control is null ? null : CreateControl(style.Control);
        try
        {
            return run(OnEvent, control);
        }
        catch (IOException exception) when (control is not null)
        {
            return KamisamaCommand.Refuse([exception.Message], error);
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
            control?.Close();
            writer.Complete(PatienceOfLastLines);
        }

        void OnEvent(SupervisionEvent supervisionEvent)
        {
            if (supervisionEvent is SupervisionEvent.PoolStopped)
            {
                LastSignals.Ignore();
            }

            control?.Tell(supervisionEvent);
            if (!style.Quiet || QuietRule.IsTold(supervisionEvent))
            {
                writer.Write(printer.Print(supervisionEvent));
            }
        }
    }

    // A method of its own, so that text lines do not load System.Text.Json.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JsonEventPrinter CreateJsonPrinter() => new JsonEventPrinter(Environment.ProcessId, TimeProvider.System);

    // The same for the control socket.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ControlOfRun CreateControl(string nameOrPath) => new(nameOrPath);
}
