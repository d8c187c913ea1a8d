namespace Kamisama.Actors;

/// <summary>How a worker's end becomes a failure of its actor on the embedded runtime: told, since a throw would be most of what a death costs.</summary>
internal static class WorkerFailure
{
    /// <summary>The last thing that the actor does with a message.</summary>
    public static void Fail(IActorContext context, WorkerExitedException exited) => ((ActorCell)context).FailAtEndOfMessage(exited);
}
