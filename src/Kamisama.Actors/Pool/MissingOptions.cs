using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Options that are null although their type says that they can't be. A message may hold them, and the master must not fail over it.</summary>
internal static class MissingOptions
{
    /// <summary>One sentence for each.</summary>
    public static IEnumerable<string> FaultsOf(WorkerPoolOptions options)
    {
        (string Name, object? Value)[] needed =
        [
            (nameof(options.Name), options.Name),
            (nameof(options.SuccessExitCodes), options.SuccessExitCodes),
            (nameof(options.NoRestartExitCodes), options.NoRestartExitCodes),
            (nameof(options.NoRestartSignals), options.NoRestartSignals),
            (nameof(options.ExitRules), options.ExitRules),
            (nameof(options.Output), options.Output),
            (nameof(options.Liveness) + ".Probe", options.Liveness is { } liveness ? liveness.Probe : ""),
            .. options.Command is { } command ? NeededOf(command) : [],
        ];
        return needed.Where(option => option.Value is null).Select(option => $"WorkerPoolOptions.{option.Name} is null: leave it out, or give it a value.");
    }

    private static (string Name, object? Value)[] NeededOf(ProcessSpec command) =>
    [
        ("Command.FileName", command.FileName),
        ("Command.Arguments", command.Arguments),
        ("Command.Environment", command.Environment),
        ("Command.ResourceLimits", command.ResourceLimits),
        ("Command.StandardInput", command.StandardInput),
        ("Command.StandardOutput", command.StandardOutput),
        ("Command.StandardError", command.StandardError),
        ("Command.Credentials.SupplementaryGroups", command.Credentials is { } credentials ? credentials.SupplementaryGroups : ""),
    ];
}
