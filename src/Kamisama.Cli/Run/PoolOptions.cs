using System.Diagnostics;
using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Cli.Run;

/// <summary>The options that say what a pool is and how its workers are run and ended; <see cref="PolicyOptions"/> says what is done about them.</summary>
internal static class PoolOptions
{
    public const string Instances = "--instances";

    /// <summary>All of them, by name, and not one field each: a configuration has them too.</summary>
    public static readonly string[] Names =
    [
        Instances, "--respawn-limit", "--respawn-interval", "--grace-period", "--stop-signal", "--directory", "--user", "--control-group",
    ];

    /// <summary>The pool with what the option says.</summary>
    /// <exception cref="OptionValueException">The text is no value of that option.</exception>
    public static PoolDraft Apply(PoolDraft draft, string name, string text) => name switch
    {
        Instances => draft.With(draft.Pool with { Instances = OptionValues.ReadInstances(text) }),
        "--respawn-limit" => draft.With(draft.Pool with { RespawnLimit = OptionValues.ReadRespawnLimit(text) }),
        "--respawn-interval" => draft.With(draft.Pool with { RespawnInterval = OptionValues.ReadPositiveTime(text) }),
        "--grace-period" => draft.With(draft.Pool with { GracePeriod = OptionValues.ReadGracePeriod(text) }),
        "--stop-signal" => draft.With(draft.Pool with { StopSignal = OptionValues.ReadStopSignal(text) }),
        "--directory" => draft.With(draft.Command with { WorkingDirectory = OptionValues.ReadText(text) }),
        "--user" => draft.With(draft.Command with { Credentials = OptionValues.ReadUser(text) }),
        "--control-group" => draft.With(draft.Command with { ControlGroup = OptionValues.ReadText(text) }),
        _ => throw new UnreachableException(name),
    };
}

/// <summary>A pool while its options are read.</summary>
/// <param name="Pool">The pool, without its command.</param>
/// <param name="Command">The command; without a program as long as none was given.</param>
internal sealed record PoolDraft(WorkerPoolOptions Pool, ProcessSpec Command)
{
    public static PoolDraft Empty => new(new WorkerPoolOptions { Instances = 1 }, new ProcessSpec { FileName = "" });

    public PoolDraft With(WorkerPoolOptions pool) => this with { Pool = pool };

    public PoolDraft With(ProcessSpec command) => this with { Command = command };

    /// <summary>The pool as it is to be run.</summary>
    public WorkerPoolOptions Complete() =>
        PolicyValues.WithProbesBeside(Pool, Command) with { Command = Command.FileName.Length > 0 ? Command : null };
}
