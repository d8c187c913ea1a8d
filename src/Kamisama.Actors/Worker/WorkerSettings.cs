using System.Globalization;
using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>What all workers of a pool share.</summary>
/// <param name="Options">The options of the pool, with a command.</param>
/// <param name="Host">Starts the processes.</param>
/// <param name="Time">The clock of uptimes.</param>
/// <param name="Stopping">
/// Cancelled by the decision to stop the pool. It reaches a start that is already on its way to the host, which a message
/// behind that start could not: after the decision nothing is spawned.
/// </param>
internal sealed record WorkerSettings(
    WorkerPoolOptions Options,
    IProcessHost Host,
    TimeProvider Time,
    CancellationToken Stopping)
{
    private const string IndexPlaceholder = "{index}";

    /// <summary>The timestamp that the clock will show after a time.</summary>
    public long TimestampAfter(TimeSpan time) => Time.GetTimestamp() + (long)(time.TotalSeconds * Time.TimestampFrequency);

    /// <summary>The command for one incarnation: its index in the arguments, its identity in the environment.</summary>
    public ProcessSpec SpecFor(WorkerId worker)
    {
        ProcessSpec command = Options.Command!;
        string index = worker.Index.ToString(CultureInfo.InvariantCulture);
        return command with
        {
            Arguments = [.. command.Arguments.Select(argument => WithIndex(argument, index))],
            Environment = new Dictionary<string, string?>(command.Environment)
            {
                [WorkerEnvironment.Index] = index,
                [WorkerEnvironment.Incarnation] = worker.Incarnation.ToString(CultureInfo.InvariantCulture),
                [WorkerEnvironment.Pool] = Options.Name,
            },
        };
    }

    // A delegate's program is given the arguments that the master was given, whatever is in them.
    private string WithIndex(string argument, string index) => Options.Command!.Environment.ContainsKey(WorkerEnvironment.DelegateOf)
        ? argument
        : argument.Replace(IndexPlaceholder, index, StringComparison.Ordinal);
}
