namespace Kamisama.Actors;

/// <summary>How an actor system of our own is made on the embedded runtime.</summary>
internal static class ActorSystems
{
    public static ActorSystem Create(string name) => ActorSystem.Create(name);
}
