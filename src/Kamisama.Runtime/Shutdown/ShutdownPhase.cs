namespace Kamisama.Runtime;

/// <summary>How one phase of <see cref="CoordinatedShutdown"/> differs from the default. This type is the runtime's own.</summary>
/// <param name="Timeout">
/// How long its tasks may take, more than zero; <see langword="null"/> for the default: 10 s in <c>cluster-sharding-shutdown-region</c>,
/// <c>cluster-exiting</c> and <c>actor-system-terminate</c>, 5 s in the others.
/// </param>
/// <param name="Recover">
/// Whether the shutdown goes on after a task that failed or was too slow. If not, it ends there: the later phases do not run, so the system
/// goes on. Default: true.
/// </param>
public sealed record ShutdownPhase(TimeSpan? Timeout = null, bool Recover = true);
