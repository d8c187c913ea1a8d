using Akka.Configuration;
using Akka.Event;

namespace Kamisama.TestKit;

/// <summary>The scheduler of a simulation, by which its parts find the turns too.</summary>
internal sealed class SimulatedScheduler(Config settings, ILoggingAdapter log) : ManualScheduler(settings, log)
{
    public Turns Turns { get; } = new();
}
