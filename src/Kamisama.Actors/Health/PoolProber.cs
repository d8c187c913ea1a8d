using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>The prober of one pool. It knows which probes have no answer yet: none outlives the pool, whatever its timeout.</summary>
/// <param name="host">Starts the programs of <see cref="Probe.Exec"/>.</param>
/// <param name="time">The clock of the wait for a killed program.</param>
#pragma warning disable CA1001 // The source has no timer and no wait handle, so there is nothing to dispose.
internal sealed class PoolProber(IProcessHost host, TimeProvider time) : IProber
#pragma warning restore CA1001
{
    private readonly Lock _lock = new();
    private readonly Prober _prober = new(host, time);
    private readonly HashSet<Task> _unanswered = [];
    private readonly CancellationTokenSource _over = new();

    public Task<string?> ProbeAsync(Probe probe, WorkerId worker, int pid, CancellationToken cancellationToken)
    {
        Task<string?> answer = AskAsync(probe, worker, pid, cancellationToken);
        lock (_lock)
        {
            _unanswered.Add(answer);
        }

        _ = ForgetAsync(answer);
        return answer;
    }

    /// <summary>Ends all probes, their programs with KILL.</summary>
    /// <returns>Completes when they are gone, or after five seconds for one that is stuck in the kernel; <see langword="null"/>: there is none.</returns>
    public Task? End()
    {
        Task[] unanswered;
        lock (_lock)
        {
            unanswered = [.. _unanswered];
        }

        if (unanswered.Length == 0)
        {
            return null;
        }

        // Not in the turn of the master: what follows from a cancellation runs where it is cancelled.
        _ = _over.CancelAsync();
        return Task.WhenAll(unanswered);
    }

    private async Task<string?> AskAsync(Probe probe, WorkerId worker, int pid, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
        return await _prober.ProbeAsync(probe, worker, pid, either.Token).ConfigureAwait(false);
    }

    private async Task ForgetAsync(Task answer)
    {
        await answer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            _unanswered.Remove(answer);
        }
    }
}
