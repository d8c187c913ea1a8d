namespace Kamisama.Runtime;

/// <summary>
/// The base of all actors. One thread at a time runs an instance; a failure replaces the instance, never the ref.
/// </summary>
public abstract partial class ActorBase
{
    private readonly ActorCell _cell;

    /// <summary>Made by the runtime only, from a <see cref="Runtime.Props"/>.</summary>
    /// <exception cref="ActorInitializationException">Somebody else called the constructor.</exception>
    protected ActorBase()
    {
        if (ActorCell.Current is not { } cell || !cell.TakeConstruction())
        {
            throw new ActorInitializationException(
                $"Cannot make a {GetType().Name} with new. Pass Props.Create(() => new {GetType().Name}(...)) to ActorOf.");
        }

        _cell = cell;
        if (this is IWithTimers withTimers)
        {
            withTimers.Timers = cell.NewTimers();
        }

        cell.AddStashTo(this);
    }

    /// <summary>What the running actor sees of its surroundings.</summary>
    /// <exception cref="NotSupportedException">No actor's turn runs on this thread: after an <c>await</c>, in a callback.</exception>
    protected static IActorContext Context => ActorCell.Current ?? throw new NotSupportedException(
        "There is no actor context here: this thread runs no actor's turn. Do not use the context after an await or in a callback; "
        + "keep Self and Sender in locals and send the result with PipeTo.");

    /// <summary>The actor's own ref.</summary>
    /// <exception cref="NotSupportedException">No actor's turn runs on this thread.</exception>
    protected IActorRef Self
    {
        get
        {
            // Not Context.Self: in Props.Create(() => new Child(Self)) this is read in the child's turn, and means the parent.
            _ = Context;
            return _cell.Self;
        }
    }

    /// <summary>Who sent the message in hand; the dead letters if nobody did.</summary>
    /// <exception cref="NotSupportedException">Another turn than this actor's, or none, runs on this thread.</exception>
    protected IActorRef Sender => ReferenceEquals(Context, _cell) ? _cell.Sender : throw new NotSupportedException(
        $"The sender of {_cell.Self} was read in the turn of {Context.Self}. Keep Sender in a local, also before a Props.Create lambda.");

    /// <summary>A behaviour that knows no message.</summary>
    protected static Receive EmptyReceive => static _ => false;

    /// <summary>The initial behaviour.</summary>
    /// <param name="message">The message in hand.</param>
    /// <returns>Whether the message was known; if not, it goes to <see cref="Unhandled"/>.</returns>
    protected abstract bool Receive(object message);

    /// <summary>Around each message; override to see them all. Timers and <see cref="PoisonPill"/> have been sorted out by then.</summary>
    /// <param name="receive">The present behaviour.</param>
    /// <param name="message">The message in hand.</param>
    /// <returns>Whether the message was known.</returns>
    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        ArgumentNullException.ThrowIfNull(receive);
        bool known = receive(message);
        if (!known)
        {
            Unhandled(message);
        }

        return known;
    }

    /// <summary>
    /// A message that no behaviour knew. Publishes an <see cref="UnhandledMessage"/>; for a <see cref="Terminated"/>, throws
    /// <see cref="DeathPactException"/>: who watches and does not care for the death, dies with the watched.
    /// </summary>
    /// <param name="message">The message in hand.</param>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
        {
            throw new DeathPactException(terminated.ActorRef);
        }

        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>As <see cref="IActorContext.Become"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    protected void Become(Receive receive) => Context.Become(receive);

    /// <summary>As <see cref="IActorContext.BecomeStacked"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    /// <summary>As <see cref="IActorContext.UnbecomeStacked"/>.</summary>
    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    /// <summary>As <see cref="IActorContext.SetReceiveTimeout"/>.</summary>
    /// <param name="timeout">The time, or <see langword="null"/> to end it.</param>
    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    internal Receive InitialBehavior() => Receive;

    /// <summary>The constructors have run, those of the subclasses too.</summary>
    internal virtual void OnConstructed() { }
}
