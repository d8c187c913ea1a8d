namespace Kamisama.Cli.Control;

/// <summary>There are several masters, and none was named.</summary>
internal sealed class AmbiguousMasterException(string message) : Exception(message);
