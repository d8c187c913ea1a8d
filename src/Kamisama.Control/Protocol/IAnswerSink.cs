namespace Kamisama.Control;

/// <summary>Where lines for one client go.</summary>
internal interface IAnswerSink
{
    /// <summary>Sends a line; completes when it is on its way.</summary>
    /// <exception cref="OperationCanceledException">The client does not read.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> line);
}
