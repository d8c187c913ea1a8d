using Akka.Configuration;

namespace Kamisama.Runtime.Tests;

/// <summary>Systems for tests.</summary>
internal static class TestSystems
{
    // Lines go to the event stream as always, and from there nowhere.
    private const string Quiet = "akka { loglevel = INFO, stdout-loglevel = OFF, loggers = [] }";

    /// <summary>On virtual time.</summary>
    internal static ActorSystem Create(ManualTimeProvider time)
    {
        // A scheduler is made by its type's name, so the clock comes afterwards; nothing has been scheduled until then.
        ActorSystem system = Create("spec", $"akka.scheduler.implementation = \"{typeof(ManualScheduler).AssemblyQualifiedName}\"");
        ((ManualScheduler)system.Scheduler).Time = time;

        // It is started beside us, and what is lost before it has subscribed is not logged.
        system.ActorSelection("/system/deadLetterListener").ResolveOne(TimeSpan.FromSeconds(20)).Wait();
        return system;
    }

    /// <summary>On the real clock, as a program would start it.</summary>
    internal static ActorSystem CreateReal(string name) => Create(name, "");

    /// <summary>The user guardian escalates whatever a top-level actor fails with.</summary>
    internal static ActorSystem CreateEscalating() =>
        Create("strict", $"akka.actor.guardian-supervisor-strategy = \"{typeof(Escalating).AssemblyQualifiedName}\"");

    private static ActorSystem Create(string name, string settings) =>
        ActorSystem.Create(name, ConfigurationFactory.ParseString(settings).WithFallback(ConfigurationFactory.ParseString(Quiet)));

    public sealed class Escalating : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(static _ => Directive.Escalate);
    }
}
