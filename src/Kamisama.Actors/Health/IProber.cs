namespace Kamisama.Actors;

/// <summary>Puts probes to workers. A process host that is one too, such as a simulated one, answers for its own processes.</summary>
/// <remarks>Safe to call from any thread.</remarks>
public interface IProber
{
    /// <summary>Puts one probe.</summary>
    /// <param name="probe">The question.</param>
    /// <param name="worker">Whom it is about.</param>
    /// <param name="pid">The worker's process.</param>
    /// <param name="cancellationToken">Cancelled when the time is over, which is a failure like any other.</param>
    /// <returns><see langword="null"/>: passed. Otherwise why not, in one line. The task never faults.</returns>
    Task<string?> ProbeAsync(Probe probe, WorkerId worker, int pid, CancellationToken cancellationToken);
}
