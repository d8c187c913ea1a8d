using Kamisama.Actors;
using Kamisama.Cli.Run;
using Kamisama.Cli.Simulate;

namespace Kamisama.Cli;

/// <summary>What a command line asks for. Exactly one of the nested cases.</summary>
internal abstract record Request
{
    private Request()
    {
    }

    /// <summary>A text on standard output.</summary>
    internal sealed record Tell(string Text) : Request;

    /// <summary>Nothing that can be done: one sentence a fault.</summary>
    internal sealed record Refuse(IReadOnlyList<string> Faults) : Request;

    /// <summary><c>kamisama run</c>.</summary>
    internal sealed record RunPool(RunOptions Options) : Request;

    /// <summary><c>kamisama run -f FILE</c>.</summary>
    /// <param name="Group">The pools.</param>
    /// <param name="Style">How it speaks.</param>
    /// <param name="Reload">Reads the file again; throws <see cref="Config.ConfigException"/> when something is wrong with it.</param>
    internal sealed record RunGroup(WorkerPoolGroupOptions Group, RunStyle Style, Func<WorkerPoolGroupOptions> Reload) : Request;

    /// <summary><c>kamisama simulate</c>.</summary>
    internal sealed record Simulate(SimulateOptions Options) : Request;

    /// <summary><c>kamisama ps</c> and the other commands that ask a running master.</summary>
    internal sealed record Control(string Command, IReadOnlyList<string> Arguments) : Request;
}
