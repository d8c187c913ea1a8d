namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    private bool _isStashed;

    /// <summary>Gives a new instance its stash, if it wants one.</summary>
    internal void AddStashTo(ActorBase instance)
    {
        if (instance is IActorStash stashing)
        {
            stashing.Stash = new ActorStash(this, instance is IWithUnboundedStash ? Props.NoStashLimit : _props.StashCapacity);
        }
    }

    internal Envelope TakeForStash()
    {
        if (_message is null || _isStashed)
        {
            throw new IllegalActorStateException(_message is null
                ? $"{Self} cannot stash: there is no message in hand. Call Stash in the handler of a message."
                : $"{Self} cannot stash {_message}: it has been stashed already. Call Stash once for each message.");
        }

        _isStashed = true;
        return new Envelope(_message, Sender);
    }

    internal void PutBack(Envelope message)
    {
        if (message.Message is Terminated terminated)
        {
            // Expected again, or it would be taken for one that was unwatched meanwhile.
            (_terminatedQueued ??= [])[terminated.ActorRef] = null;
        }

        Mailbox.Prepend(new UserMessage(message.Message, message.Sender));
    }
}
