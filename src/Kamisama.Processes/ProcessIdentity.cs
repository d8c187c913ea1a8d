namespace Kamisama.Processes;

/// <summary>Which process: a pid is reused by the kernel, a pid with its start time is not.</summary>
/// <param name="Pid">The process id in the master's PID namespace.</param>
/// <param name="StartTime">Kernel start time in clock ticks since boot: field 22 of /proc/PID/stat, see proc_pid_stat(5). 0 when /proc could not be read.</param>
// A class, for the code of Task<T> is compiled ahead for classes only: over a structure of ours it is compiled at each start.
public sealed record ProcessIdentity(int Pid, long StartTime)
{
    /// <inheritdoc/>
    public override string ToString() => $"pid {Pid}";
}
