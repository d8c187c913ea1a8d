namespace Kamisama.Differential;

internal static class Systems
{
    public static ActorSystem Create() => ActorSystem.Create("differential");
}
