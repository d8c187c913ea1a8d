namespace Kamisama.TestKit;

public sealed partial class SimulatedProcessHost
{
    private static readonly Task<string?> Passed = Task.FromResult<string?>(null);

    /// <inheritdoc/>
    /// <remarks>Answered at once, by <see cref="ProcessScript.ProbesPassFrom"/>, <see cref="ProcessScript.ProbesPassUntil"/> and <see cref="SimulatedProcess.PassProbes"/>, whatever the probe asks.</remarks>
    public Task<string?> ProbeAsync(Probe probe, WorkerId worker, int pid, CancellationToken cancellationToken)
    {
        SimulatedProcess? process;
        lock (_lock)
        {
            process = _byPid.GetValueOrDefault(pid);
        }

        return process switch
        {
            null => Task.FromResult<string?>($"there is no process with pid {pid}"),
            { PassesProbes: true } => Passed,
            _ => Task.FromResult<string?>($"{process} does not pass probes now"),
        };
    }
}
