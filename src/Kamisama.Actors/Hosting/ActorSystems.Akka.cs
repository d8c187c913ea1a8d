namespace Kamisama.Actors;

/// <summary>How an actor system of our own is made on Akka.NET.</summary>
internal static class ActorSystems
{
    // Its own handler would end the system at SIGTERM; here signals are messages to the master.
    private const string Settings =
        "akka { loglevel = WARNING, stdout-loglevel = OFF, coordinated-shutdown.run-by-clr-shutdown-hook = off }";

    public static ActorSystem Create(string name) =>
        ActorSystem.Create(name, Akka.Configuration.ConfigurationFactory.ParseString(Settings));
}
