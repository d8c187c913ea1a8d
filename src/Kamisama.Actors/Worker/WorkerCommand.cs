using System.Globalization;
using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>What is run for one incarnation of a worker.</summary>
internal static class WorkerCommand
{
    /// <summary>The command: the worker's index in its arguments, its identity in its environment.</summary>
    /// <param name="worker">Which incarnation.</param>
    /// <param name="options">The options that it is started under.</param>
    /// <param name="output">Where its output goes; <see langword="null"/>: past the master.</param>
    public static ProcessSpec For(WorkerId worker, WorkerPoolOptions options, PoolOutput? output)
    {
        ProcessSpec command = WithWords(options, output is not null);
        command = output?.Capture(command, worker, options.ErrorLinesKept) ?? command;
        string index = worker.Index.ToString(CultureInfo.InvariantCulture);
        return command with
        {
            Arguments = [.. command.Arguments.Select(argument => WithIndex(options, argument, worker.Index))],
            Environment = EnvironmentOf(worker, index, options, command.Environment),
        };
    }

    private static Dictionary<string, string?> EnvironmentOf(
        WorkerId worker, string index, WorkerPoolOptions options, IReadOnlyDictionary<string, string?> common)
    {
        var environment = new Dictionary<string, string?>(common)
        {
            [WorkerEnvironment.Index] = index,
            [WorkerEnvironment.Incarnation] = worker.Incarnation.ToString(CultureInfo.InvariantCulture),
            [WorkerEnvironment.Pool] = options.Name,
        };
        if (options.WatchdogTimeout is { } timeout)
        {
            environment["WATCHDOG_USEC"] = ((long)timeout.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        }

        return environment;
    }

    // What the worker needs so that it can tell what the options expect of it.
    private static ProcessSpec WithWords(WorkerPoolOptions options, bool isCaptured)
    {
        ProcessSpec command = options.Command!;
        if (options.Readiness is Readiness.Notified || options.WatchdogTimeout is not null)
        {
            command = command with { NotifySocket = true };
        }

        if (options.Readiness is Readiness.OnDescriptor(var descriptor))
        {
            command = command with { ReadinessDescriptor = descriptor };
        }

        return options.ErrorLinesKept > 0 && !isCaptured && command.StandardError is ProcessStdio.Inherited
            ? command with { StandardError = ProcessStdio.Tail(options.ErrorLinesKept) }
            : command;
    }

    // A delegate's program is given the arguments that the master was given, whatever is in them.
    private static string WithIndex(WorkerPoolOptions options, string argument, int index) =>
        options.Command!.Environment.ContainsKey(WorkerEnvironment.DelegateOf) ? argument : IndexPlaceholder.Fill(argument, index);
}
