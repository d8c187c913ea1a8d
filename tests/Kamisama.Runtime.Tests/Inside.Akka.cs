using System.Runtime.CompilerServices;

namespace Kamisama.Runtime.Tests;

/// <summary>What only the runtime itself may do; tests of suspend and resume need it.</summary>
internal static class Inside
{
    internal static void Suspend(IActorRef actor) => ((IInternalActorRef)actor).Suspend();

    internal static void Resume(IActorRef actor, Exception? causedByFailure = null) => ((IInternalActorRef)actor).Resume(causedByFailure);

    internal static void Restart(IActorRef actor, Exception cause) => ((IInternalActorRef)actor).Restart(cause);

    internal static void Watch(IActorRef subject, Sink watcher) =>
        ((IInternalActorRef)subject).SendSystemMessage(new Akka.Dispatch.SysMsg.Watch((IInternalActorRef)subject, watcher));

    internal static bool IsSuspended(IActorRef actor) =>
        ((ActorRefWithCell)actor).Underlying is ActorCell { Mailbox: { } mailbox } && IsSuspended(mailbox);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(IsSuspended))]
    private static extern bool IsSuspended(Mailbox mailbox);
}
