using Kamisama.Actors;

namespace Kamisama.Cli.Run;

/// <summary>What a command line of <c>kamisama run</c> asks for.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Quiet">Whether only errors are told.</param>
/// <param name="LogFormat">How event lines are written.</param>
internal sealed record RunOptions(WorkerPoolOptions Pool, bool Quiet, LogFormat LogFormat)
{
    /// <summary>The name or path of the control socket; <see langword="null"/>: none.</summary>
    public string? Control { get; init; }
}
