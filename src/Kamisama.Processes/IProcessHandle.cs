namespace Kamisama.Processes;

/// <summary>One process, from the request to start it until its exit status has been collected.</summary>
/// <remarks>
/// A process is identified by its handle, never by a bare pid: the handle holds a pidfd, so a signal can't reach a
/// stranger that was given the same pid later. See pidfd_open(2).
/// </remarks>
public interface IProcessHandle
{
    /// <summary>
    /// Completes when the program itself runs, that is when execve(2) has succeeded. Faults with
    /// <see cref="ProcessStartException"/> when it could not be started; <see cref="Exited"/> then gives
    /// <see cref="ProcessExit.NotStarted"/>.
    /// </summary>
    /// <remarks>A process that a signal ends while it is still being set up counts as started; <see cref="Exited"/> names the signal.</remarks>
    Task<ProcessIdentity> Started { get; }

    /// <summary>Completes once, when the process has ended and was collected. Never faults and is never cancelled.</summary>
    /// <remarks>Decided by the process alone, never by end-of-file on its output: a grandchild may keep that open.</remarks>
    Task<ProcessExit> Exited { get; }

    /// <summary>Sends a signal. A process that is gone, or not there yet, is not an error.</summary>
    /// <remarks>
    /// Sent while the start still waits for its turn, the signal is kept and delivered as soon as there is a process, so a
    /// stop that overtakes its start is not lost. A process that has ended but was not collected yet still takes signals.
    /// </remarks>
    /// <param name="signal">The number of the signal, see signal(7); 0 sends nothing and only asks.</param>
    /// <param name="target">The process alone, or its whole process group.</param>
    /// <returns>Whether the kernel took the signal for at least one process.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is no signal.</exception>
    SignalOutcome Signal(int signal, SignalTarget target = SignalTarget.Process);

    /// <summary>
    /// Completes when the process has ended and no process of its group is left. Processes that left the group
    /// (setsid(2), setpgid(2)) are seen only with a <see cref="ProcessSpec.ControlGroup"/>. Ask for it only when it is needed: the first call begins the watch.
    /// </summary>
    /// <remarks>
    /// Ended members that their own parents never collect are not waited for. Members are found in /proc: those that
    /// hidepid hides from an unprivileged master, see proc(5), are not waited for either.
    /// </remarks>
    /// <exception cref="IOException">Members can't be watched because descriptors ran out.</exception>
    Task WhenGroupGoneAsync();

    /// <summary>
    /// Completes when the process says that it is ready: READY=1 on its notification socket, or a newline on its readiness
    /// descriptor. Never faults; one that ends before, or has neither, never completes it.
    /// </summary>
    /// <remarks>
    /// See <see cref="ProcessSpec.NotifySocket"/> and <see cref="ProcessSpec.ReadinessDescriptor"/>. What the process said right
    /// before it ended counts before <see cref="Exited"/> completes. Between this and <see cref="Started"/> there is no order.
    /// </remarks>
    Task Ready { get; }

    /// <summary>
    /// When the process last said WATCHDOG=1 on its notification socket, as a timestamp of the host's clock
    /// (<see cref="TimeProvider.GetTimestamp"/>); <see langword="null"/>: never.
    /// </summary>
    long? LastHeartbeat { get; }

    /// <summary>What the process last said about itself, STATUS= on its notification socket; <see langword="null"/>: nothing.</summary>
    /// <remarks>Cut at 500 characters, and otherwise as the process sent it: whoever prints it has to take out control characters.</remarks>
    string? StatusText { get; }

    /// <summary>The last lines of its standard error, oldest first; empty unless <see cref="ProcessStdio.Tail"/> asked for them.</summary>
    /// <remarks>
    /// Complete when <see cref="Exited"/> is, as far as the process itself has written them. Invalid UTF-8 is U+FFFD; otherwise
    /// as the process wrote them: whoever prints them has to take out control characters.
    /// </remarks>
    IReadOnlyList<string> LastErrorLines { get; }

    /// <summary>The last lines of its standard output, likewise.</summary>
    IReadOnlyList<string> LastOutputLines => [];

    /// <summary>Measures the memory of the process, without its children.</summary>
    /// <param name="measure">What is counted.</param>
    /// <returns>Bytes; <see langword="null"/>: the process is gone, or the kernel does not tell.</returns>
    ValueTask<long?> MeasureMemoryAsync(MemoryMeasure measure);
}

/// <summary>What counts as the memory of a process.</summary>
public enum MemoryMeasure
{
    /// <summary>What it holds in memory, what it shares with others included: the second field of proc_pid_statm(5). Costs microseconds.</summary>
    ResidentSet,

    /// <summary>The same, with shared pages divided among those who share them: Pss in proc_pid_smaps(5), smaps_rollup. Costs milliseconds in a large process.</summary>
    ProportionalSet,
}

/// <summary>Whom a signal is meant for.</summary>
public enum SignalTarget
{
    /// <summary>The process alone.</summary>
    Process,

    /// <summary>Every process in the group of the process, also when the process itself has ended; KILL: all in its control group too.</summary>
    Group,
}

/// <summary>What became of a signal.</summary>
public enum SignalOutcome
{
    /// <summary>The kernel took it.</summary>
    Sent,

    /// <summary>Nobody was there to take it (ESRCH).</summary>
    Gone,

    /// <summary>The master may not signal the process (EPERM): it changed its user.</summary>
    NotPermitted,
}
