using System.Collections;

namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes messages until one fits; the others are dropped.</summary>
    /// <param name="isMessage">Whether it fits.</param>
    /// <param name="max">How long all of it may take; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message that fits.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">None came in time.</exception>
    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage(Predicate{object}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage(Predicate{object}, TimeSpan?, string, CancellationToken)"/>
    /// <typeparam name="T">The type that it must have.</typeparam>
    public T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Finish(Fish(isMessage, null, max, hint, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        new(Fish(isMessage, null, max, hint, Waiting.Asynchronous, cancellationToken));

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    /// <param name="isMessage">Whether it fits.</param>
    /// <param name="allMessages">Cleared, and filled with those that did not fit.</param>
    /// <param name="max">How long all of it may take; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Finish(Fish(isMessage, allMessages, max, hint, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, ArrayList, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        new(Fish(isMessage, allMessages, max, hint, Waiting.Asynchronous, cancellationToken));

    /// <summary>Takes messages for a time, none of which may be of a type. (In spite of the name, it fails when one is; as in Akka.NET.)</summary>
    /// <typeparam name="T">The type that must not come.</typeparam>
    /// <param name="max">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">One came.</exception>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var patience = Patience.For(RemainingOrDilated(max));
        while (await Receive(patience.Left, Waiting.Asynchronous, cancellationToken).ConfigureAwait(true) is { } got)
        {
            if (got.Message is T)
            {
                throw FailureText.Of(
                    _inbox,
                    patience,
                    $"Awaited no message of type {FailureText.NameOf(typeof(T))} for {FailureText.Seconds(patience.Max)}, but after "
                    + $"{FailureText.Seconds(patience.Elapsed)} came {got}.");
            }
        }

        _lastWasNoMessage = true;
    }

    private async Task<T> Fish<T>(
        Predicate<T> isMessage, ArrayList? others, TimeSpan? max, string hint, Waiting how, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(isMessage);
        var patience = Patience.For(RemainingOrDilated(max));
        others?.Clear();
        for (int dropped = 0; ; dropped++)
        {
            // Whoever sends without end must not keep a test for ever.
            bool late = dropped > 0 && patience.IsOver;
            if (late || await Receive(patience.Left, how, token).ConfigureAwait(true) is not { } got)
            {
                throw FailureText.Of(
                    _inbox,
                    patience,
                    $"Awaited a message of type {FailureText.NameOf(typeof(T))} that the predicate accepts{FailureText.Hint(hint)} for "
                    + $"{FailureText.Seconds(patience.Max)}; {dropped} others came.");
            }

            if (got.Message is T typed && isMessage(typed))
            {
                return typed;
            }

            others?.Add(got.Message);
        }
    }
}
