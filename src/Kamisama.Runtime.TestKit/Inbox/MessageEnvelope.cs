namespace Kamisama.Runtime.TestKit;

/// <summary>A message that a test actor has got, and who sent it.</summary>
public abstract class MessageEnvelope
{
    private protected MessageEnvelope() { }

    /// <summary>The message.</summary>
    /// <exception cref="IllegalActorStateException">There is none: the last wait ended without a message.</exception>
    public abstract object Message { get; }

    /// <summary>Who sent it; the dead letters if nobody did.</summary>
    /// <exception cref="IllegalActorStateException">There is no message: the last wait ended without one.</exception>
    public abstract IActorRef Sender { get; }
}

/// <summary>A message that came.</summary>
internal sealed class RealMessageEnvelope(object message, IActorRef sender, MessageFate fate) : MessageEnvelope
{
    public override object Message => message;

    public override IActorRef Sender => sender;

    internal MessageFate Fate { get; set; } = fate;

    internal long At { get; } = TimeProvider.System.GetTimestamp();

    public override string ToString() => $"{FailureText.Show(message)} from {sender}";
}

/// <summary>No message.</summary>
internal sealed class NullMessageEnvelope : MessageEnvelope
{
    internal static readonly NullMessageEnvelope Instance = new();

    private NullMessageEnvelope() { }

    public override object Message => throw Missing();

    public override IActorRef Sender => throw Missing();

    public override string ToString() => "<null>";

    private static IllegalActorStateException Missing() =>
        new("There is no last message: nothing was received yet, or the last wait ended without a message. Expect one first.");
}

/// <summary>What became of a message that came.</summary>
internal enum MessageFate
{
    Waiting,
    Taken,
    Ignored,
}
