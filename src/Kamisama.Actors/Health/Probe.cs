using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>A question put to a worker from outside, to learn whether it works. Exactly one of the nested cases.</summary>
/// <remarks>"{index}" in a text is replaced by the worker's index.</remarks>
public abstract record Probe
{
    private Probe()
    {
    }

    /// <summary>Passed when a connection can be made; it is closed at once.</summary>
    /// <param name="Host">The host's name or address.</param>
    /// <param name="Port">The port, 1 to 65535; a text, so that it may hold "{index}".</param>
    public sealed record Tcp(string Host, string Port) : Probe;

    /// <summary>Passed when a GET is answered with a status from 200 to 399; redirections are not followed.</summary>
    /// <param name="Url">An absolute http or https URL.</param>
    public sealed record Http(string Url) : Probe;

    /// <summary>Passed when the program ends with code 0. It runs beside the worker, with KAMISAMA_WORKER_INDEX and KAMISAMA_WORKER_PID in its environment.</summary>
    /// <param name="Command">What to run. One that is still running when the time is over is killed with its process group.</param>
    public sealed record Exec(ProcessSpec Command) : Probe;
}
