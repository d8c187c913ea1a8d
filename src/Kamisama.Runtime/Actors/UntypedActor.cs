namespace Kamisama.Runtime;

/// <summary>An actor with one method for all messages. It calls <see cref="ActorBase.Unhandled"/> itself for those it does not know.</summary>
public abstract class UntypedActor : ActorBase
{
    /// <inheritdoc cref="ActorBase.Context"/>
    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    /// <inheritdoc/>
    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    /// <summary>The initial behaviour.</summary>
    /// <param name="message">The message in hand.</param>
    protected abstract void OnReceive(object message);

    /// <summary>As <see cref="RunTask(Func{Task})"/>, for code that awaits nothing.</summary>
    /// <param name="action">Runs now. What it throws fails the actor when the handler of the message in hand has returned.</param>
    /// <exception cref="InvalidOperationException">No actor's turn runs on this thread.</exception>
    protected void RunTask(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        RunTask(() =>
        {
            action();
            return Task.CompletedTask;
        });
    }

    /// <summary>
    /// Runs code that awaits, for the message in hand. No further message comes until its task has ended, and after each <c>await</c> it
    /// is again in the actor's turn: <c>Context</c>, <c>Self</c> and <c>Sender</c> are what they were. A failure of the task is a
    /// failure of the actor.
    /// </summary>
    /// <remarks>
    /// A stop does not wait: what comes after the present <c>await</c> then never runs, <c>finally</c> included. A restart does not wait
    /// either: the rest runs, on the old instance, before the next message. Children that fail meanwhile wait for a decision.
    /// After <c>ConfigureAwait(false)</c> the code has left the turn.
    /// </remarks>
    /// <param name="action">Runs now, up to its first <c>await</c>; the caller goes on then.</param>
    /// <exception cref="InvalidOperationException">No actor's turn runs on this thread.</exception>
    protected void RunTask(Func<Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (ActorCell.Current is not { } cell)
        {
            throw new InvalidOperationException(
                "Cannot run a task here: this thread runs no actor's turn. Call RunTask in the handler of a message, not in a callback.");
        }

        cell.RunTask(action);
    }

    /// <summary>As <see cref="IActorContext.Become"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    protected void Become(UntypedReceive receive) => Context.Become(receive);

    /// <summary>As <see cref="IActorContext.BecomeStacked"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);
}
