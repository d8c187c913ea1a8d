namespace Kamisama.Runtime;

/// <summary>Messages that the runtime understands itself, before any behaviour sees them.</summary>
public interface IAutoReceivedMessage;
