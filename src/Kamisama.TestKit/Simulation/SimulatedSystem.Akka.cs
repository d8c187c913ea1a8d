using Akka.Configuration;
using Kamisama.Runtime.TestKit;

namespace Kamisama.TestKit;

/// <summary>An actor system whose turns and timers go on only when a simulation says so: Akka.NET.</summary>
internal sealed class SimulatedSystem
{
    // Without loggers, since the system would wait for them to start, and here nothing runs meanwhile.
    private static readonly Config Settings = ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          loggers = []
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          scheduler.implementation = "{{typeof(SimulatedScheduler).AssemblyQualifiedName}}"
          actor.default-dispatcher.executor = "{{typeof(SimulatedExecutorConfigurator).AssemblyQualifiedName}}"
          actor.internal-dispatcher.executor = "{{typeof(SimulatedExecutorConfigurator).AssemblyQualifiedName}}"
        }
        """);

    private readonly SimulatedScheduler _scheduler;

    public SimulatedSystem()
    {
        System = ActorSystem.Create("simulation", Settings);
        _scheduler = (SimulatedScheduler)System.Scheduler;
    }

    public Turns Turns => _scheduler.Turns;

    public ManualTimeProvider Time => _scheduler.Time;

    public ActorSystem System { get; }
}
