namespace Kamisama.Processes;

/// <summary>What to run, and everything the new process gets from its master. What is not named here it does not get.</summary>
/// <remarks>
/// Always: no descriptors but 0, 1 and 2, an empty signal mask, every signal at its default action, and the soft limit
/// on open files that the master itself was started with (the .NET runtime raises its own).
/// </remarks>
public sealed record ProcessSpec
{
    /// <summary>The program. Without a slash it is looked up in PATH of the new process's environment.</summary>
    /// <remarks>
    /// By the rules of execvp(3), anew at each start; without PATH in /bin and /usr/bin. A relative path, here or in PATH,
    /// is meant from <see cref="WorkingDirectory"/>. Nothing is ever given to a shell.
    /// </remarks>
    public required string FileName { get; init; }

    /// <summary>The arguments after the program's name. Default: none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The working directory. Default: <see langword="null"/>, the master's.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether the master's environment is passed on. Default: <see langword="true"/>.</summary>
    /// <remarks>
    /// As it is when the process is created, with what <see cref="System.Environment.SetEnvironmentVariable(string, string)"/>
    /// changed. .NET reads it as UTF-8: bytes that are not valid UTF-8 do not arrive as they were. NOTIFY_SOCKET, WATCHDOG_USEC,
    /// WATCHDOG_PID and LISTEN_* are not passed on: they are between the master and its own supervisor.
    /// </remarks>
    public bool InheritEnvironment { get; init; } = true;

    /// <summary>Variables to set, or with a <see langword="null"/> value to remove, on top of what is inherited. Default: none.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = EmptyEnvironment;

    /// <summary>Standard input. Default: <see cref="ProcessStdio.Null"/>.</summary>
    public ProcessStdio StandardInput { get; init; } = ProcessStdio.Null;

    /// <summary>Standard output. Default: <see cref="ProcessStdio.Inherit"/>.</summary>
    public ProcessStdio StandardOutput { get; init; } = ProcessStdio.Inherit;

    /// <summary>Standard error. Default: <see cref="ProcessStdio.Inherit"/>.</summary>
    public ProcessStdio StandardError { get; init; } = ProcessStdio.Inherit;

    /// <summary>The session and process group. Default: <see cref="ProcessGroupMode.NewSession"/>.</summary>
    public ProcessGroupMode Group { get; init; } = ProcessGroupMode.NewSession;

    /// <summary>File mode creation mask, see umask(2). Default: <see langword="null"/>, the master's.</summary>
    public int? Umask { get; init; }

    /// <summary>Nice value, −20 to 19, see setpriority(2). Default: <see langword="null"/>, the master's.</summary>
    public int? Nice { get; init; }

    /// <summary>How readily the kernel kills it when memory is short, −1000 to 1000, see proc_pid_oom_score_adj(5). Default: <see langword="null"/>, the master's.</summary>
    public int? OomScoreAdjust { get; init; }

    /// <summary>Resource limits, see getrlimit(2). Default: none; the rest is inherited.</summary>
    public IReadOnlyList<ResourceLimit> ResourceLimits { get; init; } = [];

    /// <summary>The user and groups to run as. Default: <see langword="null"/>, the master's.</summary>
    /// <remarks>Dropped in the order supplementary groups, group, user, then verified: see CERT POS36-C and POS37-C.</remarks>
    public ProcessCredentials? Credentials { get; init; }

    /// <summary>Whether execve(2) may no longer grant privileges (set-user-ID programs, file capabilities). Default: <see langword="false"/>.</summary>
    /// <remarks>Without it a set-user-ID program clears its death signal when it starts. See PR_SET_PDEATHSIG(2const).</remarks>
    public bool NoNewPrivileges { get; init; }

    /// <summary>The signal that the kernel sends to the process when its master dies in any way. Default: 15, SIGTERM. <see langword="null"/>: none.</summary>
    /// <remarks>
    /// The kernel clears it when the process changes its user, and when it executes a set-user-ID or set-group-ID program, one
    /// with file capabilities, or one that a security module moves to another domain. See PR_SET_PDEATHSIG(2const).
    /// </remarks>
    public int? DeathSignal { get; init; } = 15;

    /// <summary>
    /// Whether the process finds NOTIFY_SOCKET in its environment, on which it may say READY=1, WATCHDOG=1 and STATUS=, see
    /// sd_notify(3). Default: <see langword="false"/>.
    /// </summary>
    /// <remarks>
    /// Only what the process itself sends is heard: the kernel tells the sender's pid, and that of a helper is refused. What it
    /// sent before it ended counts before <see cref="IProcessHandle.Exited"/> completes. A message over 4,096 bytes is not heard,
    /// descriptors sent along are closed, and a process in a network namespace of its own does not reach the socket.
    /// </remarks>
    public bool NotifySocket { get; init; }

    /// <summary>
    /// The descriptor on which the process writes a newline when it is ready, as s6 has it. Default: <see langword="null"/>, none.
    /// </summary>
    /// <remarks>3 to 255. It is closed on the master's side at the newline. See https://skarnet.org/software/s6/notifywhenup.html</remarks>
    public int? ReadinessDescriptor { get; init; }

    /// <summary>Listening sockets of the master that the process gets too, with LISTEN_FDS, LISTEN_FDNAMES and LISTEN_PID. Default: <see langword="null"/>, none.</summary>
    /// <remarks>They have the descriptors 3, 4, …, so that <see cref="ReadinessDescriptor"/> must be one behind them.</remarks>
    public ListenSockets? ListenSockets { get; init; }

    /// <summary>
    /// A writable directory of the cgroup v2 file system, in which the process gets a group of its own: its descendants can't
    /// leave that group, so that KILL, sent to <see cref="SignalTarget.Group"/>, reaches every one of them. Default: <see langword="null"/>, none.
    /// </summary>
    /// <remarks>
    /// The group is named kamisama-PID-N after the master's pid, and removed when its last process is gone;
    /// <see cref="IProcessHandle.WhenGroupGoneAsync"/> waits for that. Only root, or who owns a directory above, can take a process
    /// out of it. When the master itself is killed, nobody kills the group. See cgroup.kill in the kernel's cgroup-v2 document;
    /// Linux 5.14 or later.
    /// </remarks>
    public string? ControlGroup { get; init; }

    private static readonly IReadOnlyDictionary<string, string?> EmptyEnvironment =
        System.Collections.Frozen.FrozenDictionary<string, string?>.Empty;
}

/// <summary>Which session and process group a new process is put in.</summary>
public enum ProcessGroupMode
{
    /// <summary>A session and a group of its own, see setsid(2): Ctrl-C at the master's terminal does not reach it.</summary>
    NewSession,

    /// <summary>A group of its own in the master's session, see setpgid(2).</summary>
    NewGroup,

    /// <summary>The master's group. The whole group can then not be signalled: only the process is.</summary>
    Inherit,
}

/// <summary>The numeric user and groups of a process. Names are looked up with <see cref="UserDatabase"/>.</summary>
/// <param name="UserId">The user id.</param>
/// <param name="GroupId">The primary group id.</param>
/// <param name="SupplementaryGroups">All supplementary groups; empty drops every one.</param>
public sealed record ProcessCredentials(uint UserId, uint GroupId, IReadOnlyList<uint> SupplementaryGroups)
{
    /// <summary>Whose environment the process gets. Default: <see langword="null"/>, the master's is left as it is.</summary>
    /// <remarks>
    /// HOME, USER, LOGNAME and SHELL are the account's, and what leads into the session of whoever started the master is not passed on:
    /// XDG_RUNTIME_DIR and its like, DBUS_SESSION_BUS_ADDRESS, SSH_*, SUDO_*, DISPLAY, KRB5CCNAME, MAIL, BASH_ENV.
    /// <see cref="ProcessSpec.Environment"/> goes before both. Set by <see cref="UserDatabase.Find"/>.
    /// </remarks>
    public UserAccount? Account { get; init; }
}

/// <summary>What passwd(5) says of a user besides its numbers.</summary>
/// <param name="Name">The name.</param>
/// <param name="HomeDirectory">The home directory.</param>
/// <param name="Shell">The shell.</param>
public sealed record UserAccount(string Name, string HomeDirectory, string Shell);

/// <summary>One resource limit, see getrlimit(2).</summary>
/// <param name="Resource">What is limited.</param>
/// <param name="Soft">The limit in force, in the resource's own unit; <see langword="null"/>: none (RLIM_INFINITY).</param>
/// <param name="Hard">The ceiling of the soft limit; <see langword="null"/>: none (RLIM_INFINITY).</param>
public sealed record ResourceLimit(ProcessResource Resource, long? Soft, long? Hard);

/// <summary>What a <see cref="ResourceLimit"/> limits; the values are those of Linux on x64 and arm64.</summary>
public enum ProcessResource
{
    /// <summary>RLIMIT_CPU, seconds of processor time.</summary>
    Cpu = 0,

    /// <summary>RLIMIT_FSIZE, bytes of a file written.</summary>
    FileSize = 1,

    /// <summary>RLIMIT_DATA, bytes.</summary>
    Data = 2,

    /// <summary>RLIMIT_STACK, bytes.</summary>
    Stack = 3,

    /// <summary>RLIMIT_CORE, bytes of a core dump.</summary>
    Core = 4,

    /// <summary>RLIMIT_NPROC, processes of the user.</summary>
    Processes = 6,

    /// <summary>RLIMIT_NOFILE, open descriptors.</summary>
    OpenFiles = 7,

    /// <summary>RLIMIT_MEMLOCK, bytes.</summary>
    LockedMemory = 8,

    /// <summary>RLIMIT_AS, bytes of address space.</summary>
    AddressSpace = 9,
}
