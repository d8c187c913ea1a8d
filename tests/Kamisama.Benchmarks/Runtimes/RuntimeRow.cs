namespace Kamisama.Benchmarks;

/// <summary>The lines of the table of runtimes.</summary>
internal enum RuntimeRow
{
    FirstMessage,
    WholeProcess,
    Pss,
    WakeUps,
    IdleCpu,
    ActorOf,
    ActorBytes,
    PingPong,
    FanIn,
    Ask,
    AskBytes,
    Restart,
    Stop,
    StopGrowth,
}

/// <summary>What a line says, and what the embedded runtime should reach in it.</summary>
internal sealed record RuntimeTarget(string Title, double? MostRatio = null, double? LeastRatio = null, double? Most = null)
{
    public static RuntimeTarget Of(RuntimeRow row) => row switch
    {
        RuntimeRow.FirstMessage => new("Main to the first message, ms", MostRatio: 0.15),
        RuntimeRow.WholeProcess => new("Whole process: start, first message, end, ms"),
        RuntimeRow.Pss => new("PSS when idle, MB", MostRatio: 0.5),
        RuntimeRow.WakeUps => new("Context switches in 10 idle s after a timer was due, without '.NET Finalizer'", Most: 0),
        RuntimeRow.IdleCpu => new("CPU in the same 10 s, ms"),
        RuntimeRow.ActorOf => new("ActorOf until PreStart, one of 10,000 children, µs"),
        RuntimeRow.ActorBytes => new("Managed memory an actor, bytes"),
        RuntimeRow.PingPong => new("Ping-pong, million messages/s", LeastRatio: 0.8),
        RuntimeRow.FanIn => new("4 threads to 1 actor, million messages/s", LeastRatio: 0.8),
        RuntimeRow.Ask => new("Ask, µs", MostRatio: 1.25),
        RuntimeRow.AskBytes => new("Ask, bytes allocated"),
        RuntimeRow.Restart => new("Failure and restart, with the throw, µs", MostRatio: 1.25),
        RuntimeRow.Stop => new("Stop of 10,000 children, ms", MostRatio: 1.25),
        RuntimeRow.StopGrowth => new("Stop of one of 80,000 children / of one of 10,000", Most: 2),
    };

    public string Text => (MostRatio, LeastRatio, Most) switch
    {
        ({ } most, _, _) => $"≤ {Samples.Text(most)} × Akka",
        (_, { } least, _) => $"≥ {Samples.Text(least)} × Akka",
        (_, _, { } most) => $"≤ {Samples.Text(most)}",
        _ => "",
    };

    /// <summary>Whether it is reached; <see langword="null"/> without a target or figures to compare.</summary>
    public bool? IsReached(Samples embedded, Samples akka)
    {
        double? ratio = akka is { Count: > 0, Median: > 0 } ? embedded.Median / akka.Median : null;
        return (MostRatio, LeastRatio, Most) switch
        {
            (_, _, { } most) => embedded.Median <= most,
            ({ } most, _, _) => ratio <= most,
            (_, { } least, _) => ratio >= least,
            _ => null,
        };
    }
}
