namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, whatever it is.</summary>
    /// <param name="max">How long to wait; zero only looks; <see langword="null"/>: <see cref="TestKitSettings.SingleExpectDefault"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message; <see langword="null"/> when none came.</returns>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Finish(Receive(GetTimeoutOrDefault(max), Waiting.Blocking, cancellationToken))?.Message;

    /// <inheritdoc cref="ReceiveOne"/>
    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await Receive(GetTimeoutOrDefault(max), Waiting.Asynchronous, cancellationToken).ConfigureAwait(true))?.Message;

    /// <summary>Takes the next message with its sender, whatever it is.</summary>
    /// <param name="envelope">Both; without a message when none came.</param>
    /// <param name="max">How long to wait; zero only looks; <see langword="null"/>: <see cref="TestKitSettings.SingleExpectDefault"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether one came.</returns>
    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        bool success;
        (success, envelope) = Found(Finish(Receive(GetTimeoutOrDefault(max), Waiting.Blocking, cancellationToken)));
        return success;
    }

    /// <inheritdoc cref="TryReceiveOne"/>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(
        TimeSpan? max, CancellationToken cancellationToken = default) =>
        Found(await Receive(GetTimeoutOrDefault(max), Waiting.Asynchronous, cancellationToken).ConfigureAwait(true));

    /// <summary>Looks at the next message, which stays.</summary>
    /// <param name="max">How long to wait; zero only looks; <see langword="null"/>: <see cref="TestKitSettings.SingleExpectDefault"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message; <see langword="null"/> when none came.</returns>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Finish(Peek(GetTimeoutOrDefault(max), Waiting.Blocking, cancellationToken))?.Message;

    /// <inheritdoc cref="PeekOne"/>
    public async ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await Peek(GetTimeoutOrDefault(max), Waiting.Asynchronous, cancellationToken).ConfigureAwait(true))?.Message;

    private static (bool Success, MessageEnvelope Envelope) Found(RealMessageEnvelope? envelope) =>
        (envelope is not null, (MessageEnvelope?)envelope ?? NullMessageEnvelope.Instance);

    private async Task<RealMessageEnvelope?> Peek(TimeSpan max, Waiting how, CancellationToken token)
    {
        RealMessageEnvelope? got = await _inbox.Peek(max, how, token).ConfigureAwait(true);
        _last = (MessageEnvelope?)got ?? NullMessageEnvelope.Instance;
        _lastWasNoMessage = false;
        return got;
    }
}
