using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Health;

/// <summary>Puts a probe as a pool does. A probe that never answers fails the test.</summary>
internal static class Asking
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task<string?> ProbeAsync(
        Probe probe, int index = 1, int pid = 1, IProcessHost? host = null, CancellationToken cancellationToken = default) =>
        new Prober(host ?? new LinuxProcessHost(), TimeProvider.System)
            .ProbeAsync(probe, new WorkerId(index, 0), pid, cancellationToken).WaitAsync(Patience, CancellationToken.None);
}
