namespace Kamisama.Runtime;

/// <summary>What can be linked into an <see cref="Intake"/>. A node is in one queue at a time, and never comes back.</summary>
internal abstract class QueueNode
{
    internal QueueNode? Next;
}

/// <summary>A user message on its way.</summary>
internal sealed class UserMessage(object message, IActorRef? sender) : QueueNode
{
    internal object Message => message;

    internal IActorRef? Sender => sender;
}
