namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    private T Meet<T>(Expectation<T> expectation, TimeSpan? timeout, string? hint, CancellationToken token) =>
        Finish(Meet(expectation, timeout, hint, Waiting.Blocking, token));

    private ValueTask<T> MeetAsync<T>(Expectation<T> expectation, TimeSpan? timeout, string? hint, CancellationToken token) =>
        new(Meet(expectation, timeout, hint, Waiting.Asynchronous, token));

    private async Task<T> Meet<T>(Expectation<T> expectation, TimeSpan? timeout, string? hint, Waiting how, CancellationToken token)
    {
        var patience = Patience.For(RemainingOrDilated(timeout));
        string awaited = $"Awaited {expectation.Awaited}{FailureText.Hint(hint)}";
        if (await Receive(patience.Left, how, token).ConfigureAwait(true) is not { } got)
        {
            throw FailureText.Of(_inbox, patience, $"{awaited} for {FailureText.Seconds(patience.Max)}, but no message came.");
        }

        string after = $"but after {FailureText.Seconds(patience.Elapsed)} came {got}";
        if (got.Message is not T message)
        {
            throw FailureText.Of(_inbox, patience, $"{awaited}, {after}.");
        }

        return expectation.Complaint(message, got.Sender) is { } complaint
            ? throw FailureText.Of(_inbox, patience, $"{awaited}, {after}: {complaint}.")
            : message;
    }

    /// <summary>Takes the next message. Whatever comes of it is the last message.</summary>
    private async Task<RealMessageEnvelope?> Receive(TimeSpan max, Waiting how, CancellationToken token)
    {
        RealMessageEnvelope? got = await _inbox.Next(max, how, token).ConfigureAwait(true);
        _last = (MessageEnvelope?)got ?? NullMessageEnvelope.Instance;
        _lastWasNoMessage = false;
        return got;
    }

    private async Task<bool> ExpectNothing(TimeSpan duration, Waiting how, CancellationToken token)
    {
        var patience = Patience.For(duration);
        if (await Receive(patience.Left, how, token).ConfigureAwait(true) is { } got)
        {
            throw FailureText.Of(
                _inbox,
                patience,
                $"Awaited no message for {FailureText.Seconds(patience.Max)}, but after {FailureText.Seconds(patience.Elapsed)} came {got}.");
        }

        _lastWasNoMessage = true;
        return true;
    }
}
