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

    /// <summary>As <see cref="IActorContext.Become"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    protected void Become(UntypedReceive receive) => Context.Become(receive);

    /// <summary>As <see cref="IActorContext.BecomeStacked"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);
}
