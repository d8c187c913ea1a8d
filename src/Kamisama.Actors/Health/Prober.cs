using System.Diagnostics;
using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Puts probes to real workers, over the network or by a process beside the worker.</summary>
/// <param name="host">Starts the programs of <see cref="Probe.Exec"/>.</param>
/// <param name="time">The clock of the wait for a killed program.</param>
/// <remarks>Each kind has a class of its own, so that a pool without probes loads nothing of System.Net.</remarks>
internal sealed class Prober(IProcessHost host, TimeProvider time) : IProber
{
    /// <summary>The answer when the time was over first.</summary>
    internal const string NoAnswer = "no answer within the timeout";

    public async Task<string?> ProbeAsync(Probe probe, WorkerId worker, int pid, CancellationToken cancellationToken)
    {
        string? failure;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            failure = await (probe switch
            {
                Probe.Tcp tcp => TcpProber.ProbeAsync(tcp, worker.Index, cancellationToken),
                Probe.Http http => HttpProber.ProbeAsync(http, worker.Index, cancellationToken),
                Probe.Exec exec => new ExecProber(host, time).ProbeAsync(exec, worker, pid, cancellationToken),
                _ => throw new UnreachableException($"{probe}"),
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return NoAnswer;
        }
        catch (Exception exception)
        {
            // A probe that can't be put is a probe that is not passed; the caller has no better answer than to count it.
            failure = $"the probe could not be put: {exception.Message}";
        }

        return failure is null ? null : OneLine(failure);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
