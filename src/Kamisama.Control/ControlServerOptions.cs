using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary>What a control socket offers beside its pools, and its limits.</summary>
public sealed record ControlServerOptions
{
    /// <summary>The name of the master, for <c>hello</c>. Default: none.</summary>
    public string? Name { get; init; }

    /// <summary>The version of the program, for <c>hello</c>. Default: none.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// Has a callback told of all events of the pools, one at a time, until the result is disposed. Called once, by
    /// <see cref="ControlServer.Start"/>. Default: none, and <c>events</c> and <c>wait</c> of <c>scale</c> are not supported.
    /// </summary>
    public Func<Action<SupervisionEvent>, IDisposable>? Subscribe { get; init; }

    /// <summary>Reads the configuration again and returns what it did, in one line. Default: none, and <c>reload</c> is not supported.</summary>
    /// <remarks>What it throws is answered as a refusal, with its message.</remarks>
    public Func<CancellationToken, Task<string>>? Reload { get; init; }

    /// <summary>The last lines of a worker's output: pool, index of the worker or all, how many. Default: none, and <c>logs</c> is not supported.</summary>
    public Func<string, int?, int, CancellationToken, Task<IReadOnlyList<string>>>? Logs { get; init; }

    /// <summary>How many clients may be connected at once. Default: 64.</summary>
    public int MaxClients { get; init; } = 64;

    /// <summary>A client that has not asked for so long makes room for a new one when there are too many. Default: 30 seconds.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A client that does not read what is sent to it for so long is disconnected. Default: 5 seconds.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock of these limits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
