namespace Kamisama.Processes;

/// <summary>A start on its way to the spawner: checked, and independent of what the caller changes later.</summary>
/// <param name="Spec">What to run.</param>
/// <param name="Command">The launcher's argument list; the program's path in it is resolved at the start itself.</param>
/// <param name="PathIndex">Where in it the path stands.</param>
/// <param name="Environment">
/// Variables to set or, with <see langword="null"/>, to remove; <see langword="null"/> when there are none. The spawner adds those that
/// it knows only then.
/// </param>
/// <param name="Handle">Who is told.</param>
/// <param name="Cancellation">Counts until the process exists.</param>
internal sealed record StartRequest(
    ProcessSpec Spec,
    List<string> Command,
    int PathIndex,
    Dictionary<string, string?>? Environment,
    LinuxProcessHandle Handle,
    CancellationToken Cancellation)
{
    /// <summary>Checks a specification and takes what it needs from it, on the caller's thread.</summary>
    /// <exception cref="ArgumentException">It can't be passed to the kernel.</exception>
    public static StartRequest Create(ProcessSpec spec, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentException.ThrowIfNullOrEmpty(spec.FileName, nameof(spec));
        var extras = ProcessExtras.For(spec);
        var command = LauncherCommand.Encode(spec, System.Environment.ProcessId, spec.FileName, MasterLimits.SoftOpenFiles, extras?.ControlGroup?.JoinFile);
        // No operation of the launcher is "--" alone, so the first one ends them.
        return new StartRequest(spec, command, command.IndexOf("--") + 1, CopyEnvironment(spec), new LinuxProcessHandle(spec, command, extras), cancellation);
    }

    /// <summary>Puts the resolved path in the argument list: it stands before argument 0, which keeps the name that was asked for.</summary>
    public void SetPath(string path) => Command[PathIndex] = path;

    private static Dictionary<string, string?>? CopyEnvironment(ProcessSpec spec)
    {
        UserAccount? account = spec.Credentials?.Account;
        if (spec.Environment.Count == 0 && !spec.NotifySocket && spec.ListenSockets is null && account is null)
        {
            return null;
        }

        Dictionary<string, string?> copy = account is null
            ? new(spec.Environment.Count, StringComparer.Ordinal)
            : UserEnvironment.For(account);
        foreach ((string name, string? value) in spec.Environment)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || (value ?? "").Contains('\0', StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"The environment variable '{name.Replace("\0", "\\0", StringComparison.Ordinal)}' can't be passed to a process: its name is empty or has a '=', or it has a NUL character. See environ(7).",
                    nameof(spec));
            }

            copy[name] = value;
        }

        spec.ListenSockets?.AddTo(copy);
        return copy;
    }
}
