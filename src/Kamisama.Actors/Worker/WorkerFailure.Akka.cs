namespace Kamisama.Actors;

/// <summary>How a worker's end becomes a failure of its actor on Akka.NET, which has no other way.</summary>
internal static class WorkerFailure
{
    /// <summary>The last thing that the actor does with a message.</summary>
    public static void Fail(IActorContext context, WorkerExitedException exited) => throw exited;
}
