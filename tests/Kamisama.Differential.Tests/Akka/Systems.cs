namespace Kamisama.Differential;

internal static class Systems
{
    public static ActorSystem Create() => ActorSystem.Create("differential", "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }");
}
