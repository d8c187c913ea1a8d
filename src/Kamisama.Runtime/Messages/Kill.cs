namespace Kamisama.Runtime;

/// <summary>Makes its receiver throw <see cref="ActorKilledException"/>; the supervisor decides (by default: stop).</summary>
public sealed class Kill : IAutoReceivedMessage
{
    private Kill() { }

    /// <summary>The one there is.</summary>
    public static Kill Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "<Kill>";
}
