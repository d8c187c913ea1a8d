namespace Kamisama.Runtime;

/// <summary>From the runtime, when the time given to <see cref="IActorContext.SetReceiveTimeout"/> has passed without a message.</summary>
public sealed class ReceiveTimeout
{
    private ReceiveTimeout() { }

    /// <summary>The one there is.</summary>
    public static ReceiveTimeout Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "<ReceiveTimeout>";
}
