namespace Kamisama.Runtime.Tests;

/// <summary>Systems for tests.</summary>
internal static class TestSystems
{
    /// <summary>On virtual time.</summary>
    internal static ActorSystem Create(ManualTimeProvider time) =>
        ActorSystem.Create("spec", new ActorSystemOptions { TimeProvider = time });

    /// <summary>On the real clock, as a program would start it.</summary>
    internal static ActorSystem CreateReal(string name) => ActorSystem.Create(name);

    /// <summary>The user guardian escalates whatever a top-level actor fails with.</summary>
    internal static ActorSystem CreateEscalating() =>
        ActorSystem.Create("strict", new ActorSystemOptions { GuardianStrategy = new OneForOneStrategy(static _ => Directive.Escalate) });
}
