namespace Kamisama.Processes;

/// <summary>How a process ended. Exactly one of the nested cases.</summary>
public abstract record ProcessExit
{
    private ProcessExit()
    {
    }

    /// <summary>What the process used while it ran; <see langword="null"/> when the kernel did not tell.</summary>
    public ResourceUsage? Usage { get; init; }

    /// <summary>It called exit, or returned from main.</summary>
    /// <param name="ExitCode">0 to 255.</param>
    public sealed record Code(int ExitCode) : ProcessExit
    {
        /// <inheritdoc/>
        public override string ToString() => $"exited with code {ExitCode}";
    }

    /// <summary>A signal ended it.</summary>
    /// <param name="Signal">The number of the signal, see signal(7).</param>
    /// <param name="CoreDumped">Whether the kernel says that a core was dumped.</param>
    public sealed record Signalled(int Signal, bool CoreDumped) : ProcessExit
    {
        /// <summary>Whether the kernel killed it because memory was short, as far as that can be told.</summary>
        /// <remarks>
        /// Told by a counter of the memory control group that the master is in, "oom_kill" in memory.events or memory.oom_control:
        /// it was KILL, the handle had not sent it, and the counter has grown. <see langword="false"/> where there is no such counter.
        /// </remarks>
        public bool OutOfMemory { get; init; }

        /// <inheritdoc/>
        public override string ToString() =>
            $"was killed by signal {Signal} ({SignalNames.NameOf(Signal)}){(CoreDumped ? ", core dumped" : "")}{(OutOfMemory ? ", out of memory" : "")}";
    }

    /// <summary>It ended, but its status was collected by somebody else and the kernel keeps no copy.</summary>
    /// <remarks>Happens when SIGCHLD is ignored, or when the runtime reaps every child because it runs as PID 1.</remarks>
    public sealed record Unknown : ProcessExit
    {
        /// <inheritdoc/>
        public override string ToString() => "ended with an unknown status";
    }

    /// <summary>It never ran its program.</summary>
    /// <param name="Error">At which stage, and why.</param>
    public sealed record NotStarted(ProcessStartError Error) : ProcessExit
    {
        /// <inheritdoc/>
        public override string ToString() => $"could not be started: {Error}";
    }
}
