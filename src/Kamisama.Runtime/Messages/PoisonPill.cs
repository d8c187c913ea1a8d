namespace Kamisama.Runtime;

/// <summary>Stops its receiver when its turn comes: what was sent before is still processed. Compare <see cref="IActorContext.Stop"/>.</summary>
public sealed class PoisonPill : IAutoReceivedMessage, IDeadLetterSuppression
{
    private PoisonPill() { }

    /// <summary>The one there is.</summary>
    public static PoisonPill Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "<PoisonPill>";
}
