namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    /// <summary>For tests: the present instance; null before it is made and after the end.</summary>
    internal ActorBase? Instance => _actor;

    /// <summary>For tests: past the mailbox, on the caller's thread, and what the actor throws goes to the caller instead of the supervisor.</summary>
    internal void ReceiveNow(object message, IActorRef? sender)
    {
        ActorCell? outer = Current;
        Current = this;
        _message = message;
        _sender = sender;
        _isStashed = false;
        try
        {
            ReceiveMessage(message);
            if (TakeFailure() is { } failure)
            {
                throw failure;
            }
        }
        finally
        {
            _message = null;
            _sender = null;
            Current = outer;
        }
    }
}
