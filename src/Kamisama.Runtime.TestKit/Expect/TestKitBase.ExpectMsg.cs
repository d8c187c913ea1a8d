namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which must be of a type.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="duration">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Any(), duration, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Any(), duration, hint, cancellationToken);

    /// <summary>Takes the next message, which must equal another one; collections are compared element by element.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="message">What must come.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Equal(message), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(T, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Equal(message), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which must be of a type and fit.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="isMessage">Whether it fits.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Matching(isMessage), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Matching(isMessage), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which must be of a type and pass an assertion.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="assert">Throws if it does not; the exception comes out as it is.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Passing(assert), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Action{T}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Passing(assert), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which must be of a type and fit, with its sender.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="isMessageAndSender">Whether they fit.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Matching(isMessageAndSender), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Func{T, IActorRef, bool}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Matching(isMessageAndSender), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which must be of a type and pass an assertion, with its sender.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="assertMessageAndSender">Throws if they do not; the exception comes out as it is.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Passing(assertMessageAndSender), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Action{T, IActorRef}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Passing(assertMessageAndSender), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which must equal another one in some sense.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="expected">What must come.</param>
    /// <param name="comparer">Whether the expected and the actual message are equal.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsg<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Equal(expected, comparer), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(T, Func{T, T, bool}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Equal(expected, comparer), timeout, hint, cancellationToken);
}
