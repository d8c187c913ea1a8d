namespace Kamisama.Runtime;

/// <summary>The context of an <see cref="UntypedActor"/>: behaviours that need not say whether they knew a message.</summary>
public interface IUntypedActorContext : IActorContext
{
    /// <summary>As <see cref="IActorContext.Become"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    void Become(UntypedReceive receive);

    /// <summary>As <see cref="IActorContext.BecomeStacked"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    void BecomeStacked(UntypedReceive receive);
}
