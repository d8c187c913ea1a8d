namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which must be of a type and from a sender.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="sender">Who must have sent it.</param>
    /// <param name="duration">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Any().From(sender), duration, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Any().From(sender), duration, hint, cancellationToken);

    /// <summary>Takes the next message, which must equal another one and be from a sender.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="sender">Who must have sent it.</param>
    /// <param name="message">What must come.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Equal(message).From(sender), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, T, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Equal(message).From(sender), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which must be of a type, fit, and be from a sender.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="sender">Who must have sent it.</param>
    /// <param name="isMessage">Whether it fits.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Matching(isMessage).From(sender), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, Predicate{T}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Matching(isMessage).From(sender), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which must be of a type, and fit as its sender must.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="isSender">Whether the sender fits.</param>
    /// <param name="isMessage">Whether the message fits.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Matching(isMessage).From(isSender), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(Predicate{IActorRef}, Predicate{T}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Matching(isMessage).From(isSender), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which must be of a type, from a sender, and pass an assertion.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="sender">Who must have sent it.</param>
    /// <param name="assertMessage">Throws if it does not pass; the exception comes out as it is.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsgFrom<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Passing(assertMessage).From(sender), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, Action{T}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Passing(assertMessage).From(sender), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which must be of a type and pass an assertion, as its sender must.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="assertSender">Throws if the sender does not pass; the exception comes out as it is.</param>
    /// <param name="assertMessage">Throws if the message does not pass; the exception comes out as it is.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(Expectation<T>.Passing(assertMessage).From(assertSender), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(Action{IActorRef}, Action{T}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(Expectation<T>.Passing(assertMessage).From(assertSender), timeout, hint, cancellationToken);
}
