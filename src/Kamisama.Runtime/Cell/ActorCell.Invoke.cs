namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    // Told by the actor in place of a throw, in the message in hand.
    private Exception? _failure;

    /// <summary>One user message.</summary>
    internal void Invoke(UserMessage message)
    {
        _message = message.Message;
        _sender = message.Sender;
        _isStashed = false;
        Exception cause;
        try
        {
            bool influences = ReceiveMessage(message.Message);
            if (TakeFailure() is not { } told)
            {
                // Only after a success: PreRestart is given the message that failed.
                _message = null;
                _sender = null;
                if (influences)
                {
                    NoteActivity();
                }

                return;
            }

            cause = told;
        }
#pragma warning disable CA1031 // Whatever an actor throws is its supervisor's business.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            _failure = null;
            cause = thrown;
        }

        Fail(cause);
        NoteActivity();
    }

    /// <summary>
    /// From an actor, as the last thing that it does with a message: it has failed, as if it had thrown this. Where failing is a part
    /// of its work, and not a fault, the throw would be most of the cost.
    /// </summary>
    internal void FailAtEndOfMessage(Exception cause) => _failure = cause;

    private Exception? TakeFailure()
    {
        Exception? failure = _failure;
        _failure = null;
        return failure;
    }

    /// <returns>Whether the message starts the receive timeout anew.</returns>
    private bool ReceiveMessage(object message)
    {
        if (message is ActiveTimer timer)
        {
            if (_timers?.Accept(timer) != true)
            {
                return false;
            }

            // In hand is what the actor sees: for PreRestart, and for the stash, where the tick would go stale.
            message = _message = timer.Message;
        }
        else if (message is ReceiveTimeoutTick tick)
        {
            if (!IsReceiveTimeoutDue(tick))
            {
                return false;
            }

            message = _message = Kamisama.Runtime.ReceiveTimeout.Instance;
        }

        if (message is IAutoReceivedMessage auto)
        {
            AutoReceive(auto);
        }
        else
        {
            Deliver(message);
        }

        return message is not INotInfluenceReceiveTimeout;
    }

    private void AutoReceive(IAutoReceivedMessage message)
    {
        switch (message)
        {
            case Terminated terminated:
                ReceiveTerminated(terminated);
                break;
            case PoisonPill:
                SelfRef.Stop();
                break;
            case Kill:
                throw new ActorKilledException($"{Self} was told to Kill itself.");
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self);
                break;
            default:
                // An auto-received type of somebody else's: an ordinary message.
                Deliver(message);
                break;
        }
    }

    private void Deliver(object message)
    {
        // Suspended until created, so there is an instance.
        ActorBase actor = _actor!;
        actor.AroundReceive(Behavior(actor), message);
    }
}
