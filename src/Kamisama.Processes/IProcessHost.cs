namespace Kamisama.Processes;

/// <summary>Starts processes and tells how they end. The real one is <see cref="LinuxProcessHost"/>.</summary>
/// <remarks>Safe to call from any thread. One host serves any number of processes.</remarks>
public interface IProcessHost
{
    /// <summary>Asks for a process and returns at once; the handle tells what became of it.</summary>
    /// <param name="spec">What to run, and with which attributes.</param>
    /// <param name="cancellationToken">
    /// Cancelled before the process exists: no process is created, and <see cref="IProcessHandle.Exited"/> gives
    /// <see cref="ProcessExit.NotStarted"/> with ECANCELED. Has no effect on a process that exists.
    /// </param>
    /// <exception cref="ArgumentException">The specification can't be passed to the kernel: an empty file name, a NUL character in a text, a variable whose name is empty or has a '=', a readiness descriptor that is not from 3 to 255, or a tail as standard input.</exception>
    IProcessHandle Start(ProcessSpec spec, CancellationToken cancellationToken = default);
}
