namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which must be the <see cref="Terminated"/> of a watched actor.</summary>
    /// <param name="target">Who must have died.</param>
    /// <param name="timeout">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="hint">For the text of a failure: what the message is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Meet(DeathOf(target), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectTerminated"/>
    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        MeetAsync(DeathOf(target), timeout, hint, cancellationToken);

    /// <summary>No message may come; waits for what is left of <c>Within</c>, or the default. Better expect something that comes later.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">A message came. It has been taken.</exception>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        Finish(ExpectNothing(RemainingOrDefault, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        new(ExpectNothing(RemainingOrDefault, Waiting.Asynchronous, cancellationToken));

    /// <summary>No message may come for a time.</summary>
    /// <param name="duration">How long; zero only looks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">A message came. It has been taken.</exception>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Finish(ExpectNothing(Dilated(duration), Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="ExpectNoMsg(TimeSpan, CancellationToken)"/>
    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        new(ExpectNothing(Dilated(duration), Waiting.Asynchronous, cancellationToken));

    /// <inheritdoc cref="ExpectNoMsg(TimeSpan, CancellationToken)"/>
    /// <param name="milliseconds">How long, in milliseconds; zero only looks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(int, CancellationToken)"/>
    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Takes the next message, which must equal one of several.</summary>
    /// <typeparam name="T">The type that the message must have.</typeparam>
    /// <param name="messages">What may come.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Another message came, or none.</exception>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        Meet(AnyOf(messages), null, null, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAnyOf"/>
    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        MeetAsync(AnyOf(messages), null, null, cancellationToken);

    private static Expectation<Terminated> DeathOf(IActorRef target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new($"the Terminated of {target}", (message, _) => target.Equals(message.ActorRef) ? null : "somebody else died");
    }

    private static Expectation<T> AnyOf<T>(IEnumerable<T> messages)
    {
        T[] all = [.. messages];
        string list = string.Join(", ", all.Select(static message => FailureText.Show(message)));
        return new($"any of [{list}]", (message, _) => Array.Exists(all, one => Expectation<T>.AreEqual(one, message)) ? null : "it is none of them");
    }
}
