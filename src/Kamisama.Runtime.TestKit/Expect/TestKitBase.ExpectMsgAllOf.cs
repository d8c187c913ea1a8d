using System.Runtime.CompilerServices;

namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes as many messages as are given, which must equal them, in any order. Waits for what is left of <c>Within</c>, or the default.</summary>
    /// <typeparam name="T">The type that the messages must have.</typeparam>
    /// <param name="messages">What must come.</param>
    /// <returns>The messages, in the order in which they came.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Other messages came, or too few.</exception>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf(messages, CancellationToken.None);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(T[])"/>
    /// <param name="messages">What must come.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ToList(AllOf(RemainingOrDefault, messages, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAllOf{T}(IReadOnlyCollection{T}, CancellationToken)"/>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(RemainingOrDefault, messages, Waiting.Asynchronous, cancellationToken);

    /// <summary>Takes as many messages as are given, which must equal them, in any order.</summary>
    /// <typeparam name="T">The type that the messages must have.</typeparam>
    /// <param name="max">How long all of it may take; more than zero.</param>
    /// <param name="messages">What must come.</param>
    /// <returns>The messages, in the order in which they came.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Other messages came, or too few.</exception>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) =>
        ExpectMsgAllOf(max, messages, CancellationToken.None);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(TimeSpan, T[])"/>
    /// <param name="max">How long all of it may take; more than zero.</param>
    /// <param name="messages">What must come.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ToList(AllOf(Dilated(max), messages, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAllOf{T}(TimeSpan, IReadOnlyCollection{T}, CancellationToken)"/>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(Dilated(max), messages, Waiting.Asynchronous, cancellationToken);

    private async IAsyncEnumerable<T> AllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, Waiting how, [EnumeratorCancellation] CancellationToken token)
    {
        var patience = Patience.For(max);
        var missing = messages.ToList();
        var unexpected = new List<object>();
        string awaited = $"all of [{string.Join(", ", missing.Select(static message => FailureText.Show(message)))}]";
        await foreach (object message in Take(messages.Count, awaited, patience, how, token).ConfigureAwait(true))
        {
            int found = missing.FindIndex(one => Expectation<T>.AreEqual(one, message));
            if (found < 0)
            {
                unexpected.Add(message);
            }
            else
            {
                missing.RemoveAt(found);
            }

            if (message is T typed)
            {
                yield return typed;
            }
        }

        if (missing.Count > 0)
        {
            throw FailureText.Of(
                _inbox,
                patience,
                $"Awaited {awaited}, but [{string.Join(", ", missing.Select(static message => FailureText.Show(message)))}] did not come. "
                + $"Unexpected: [{string.Join(", ", unexpected.Select(FailureText.Show))}].");
        }
    }
}
