using Kamisama.Processes;

namespace Kamisama.TestKit;

/// <summary>How one simulated process behaves, from its start to its end. The default one is ready at once, runs for ever and obeys every signal at once.</summary>
/// <remarks>
/// Times count from the moment at which the program runs, unless it says otherwise. What a process says is heard only where
/// the command asks for it, as in reality: <see cref="ProcessSpec.NotifySocket"/>, <see cref="ProcessSpec.ReadinessDescriptor"/>,
/// <see cref="ProcessStdio.Tail"/>.
/// </remarks>
public sealed record ProcessScript
{
    /// <summary>How long the start takes, from the request on. Any deadly signal ends the process meanwhile.</summary>
    /// <value>The default is zero. <see langword="null"/>: it hangs in its start.</value>
    public TimeSpan? StartTakes { get; init; } = TimeSpan.Zero;

    /// <summary>Why the start fails, after <see cref="StartTakes"/>.</summary>
    /// <value>The default is <see langword="null"/>: it succeeds.</value>
    public ProcessStartError? StartError { get; init; }

    /// <summary>How long it runs before it ends by itself, as <see cref="Exit"/> says.</summary>
    /// <value>The default is <see langword="null"/>: for ever.</value>
    public TimeSpan? RunFor { get; init; }

    /// <summary>How it ends by itself: a code; a signal, with or without a core, out of memory or not; or with a status that nobody knows.</summary>
    /// <value>The default is code 0.</value>
    public ProcessExit Exit { get; init; } = new ProcessExit.Code(0);

    /// <summary>The signals that it does not end of, 1 to 64. KILL can't be ignored.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<int> IgnoredSignals { get; init; } = [];

    /// <summary>How long it takes to end after a signal that it does not ignore, other than KILL.</summary>
    /// <value>The default is zero. <see langword="null"/>: it never does.</value>
    public TimeSpan? StopTakes { get; init; } = TimeSpan.Zero;

    /// <summary>How it ends then.</summary>
    /// <value>The default is <see langword="null"/>: by the signal itself, as a program without a handler does.</value>
    public ProcessExit? ExitWhenStopped { get; init; }

    /// <summary>How long it takes to end after KILL.</summary>
    /// <value>The default is zero. <see langword="null"/>: never; it hangs in the kernel ("D" in proc_pid_status(5)).</value>
    public TimeSpan? KillTakes { get; init; } = TimeSpan.Zero;

    /// <summary>How long it is dead before its master is told, as on a machine that is overloaded.</summary>
    /// <value>The default is zero. <see langword="null"/>: not before <see cref="SimulatedProcess.TellExit"/> is called.</value>
    public TimeSpan? ExitToldAfter { get; init; } = TimeSpan.Zero;

    /// <summary>How long children that it forked live on in its process group. They ignore the same signals, and obey the others at once.</summary>
    /// <value>The default is zero: it has none. <see langword="null"/>: until a signal to the group ends them.</value>
    public TimeSpan? ChildrenOutliveItBy { get; init; } = TimeSpan.Zero;

    /// <summary>When it says that it is ready.</summary>
    /// <value>The default is zero: at once. <see langword="null"/>: never.</value>
    public TimeSpan? ReadyAfter { get; init; } = TimeSpan.Zero;

    /// <summary>How often it says WATCHDOG=1; the first time when this has passed once.</summary>
    /// <value>The default is <see langword="null"/>: never.</value>
    public TimeSpan? HeartbeatEvery { get; init; }

    /// <summary>When it hangs, so that no heartbeat comes any more.</summary>
    /// <value>The default is <see langword="null"/>: never.</value>
    public TimeSpan? HeartbeatsUntil { get; init; }

    /// <summary>When it begins to pass probes.</summary>
    /// <value>The default is zero: at once. <see langword="null"/>: never.</value>
    public TimeSpan? ProbesPassFrom { get; init; } = TimeSpan.Zero;

    /// <summary>When it ceases to pass probes.</summary>
    /// <value>The default is <see langword="null"/>: never.</value>
    public TimeSpan? ProbesPassUntil { get; init; }

    /// <summary>How much memory it holds, in bytes, after which time.</summary>
    /// <value>The default is <see langword="null"/>: the kernel does not tell.</value>
    public Func<TimeSpan, long>? MemoryAt { get; init; }

    /// <summary>What it says about itself (STATUS=).</summary>
    /// <value>The default is <see langword="null"/>: nothing.</value>
    public string? StatusText { get; init; }

    /// <summary>What it writes on standard error before it ends, oldest line first.</summary>
    /// <value>The default is nothing.</value>
    public IReadOnlyList<string> ErrorLines { get; init; } = [];

    internal static ProcessScript Default { get; } = new();
}
