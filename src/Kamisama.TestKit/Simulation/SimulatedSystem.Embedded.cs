using Kamisama.Runtime.TestKit;

namespace Kamisama.TestKit;

/// <summary>An actor system whose turns and timers go on only when a simulation says so: the embedded runtime.</summary>
internal sealed class SimulatedSystem
{
    public SimulatedSystem() => System = ActorSystem.Create(
        "simulation", new ActorSystemOptions { TimeProvider = Time, Executor = Turns.Post, LogDeadLetters = 0 });

    public Turns Turns { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public ActorSystem System { get; }
}
