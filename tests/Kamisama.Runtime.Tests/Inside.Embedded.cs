namespace Kamisama.Runtime.Tests;

/// <summary>What only the runtime itself may do; tests of suspend and resume need it.</summary>
internal static class Inside
{
    internal static void Suspend(IActorRef actor) => ((InternalActorRef)actor).Suspend();

    internal static void Resume(IActorRef actor, Exception? causedByFailure = null) => ((InternalActorRef)actor).Resume(causedByFailure);

    internal static void Restart(IActorRef actor, Exception cause) => ((InternalActorRef)actor).Restart(cause);

    internal static void Watch(IActorRef subject, Sink watcher) =>
        ((InternalActorRef)subject).SendSystem(new SystemMessage.Watch(watcher));

    internal static bool IsSuspended(IActorRef actor) => ((LocalActorRef)actor).Cell.Mailbox.IsSuspended;
}
