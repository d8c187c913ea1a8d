using System.Runtime.CompilerServices;

namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes a number of messages, whatever they are. Waits for what is left of <c>Within</c>, or the default.</summary>
    /// <param name="numberOfMessages">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The messages, in the order in which they came.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Fewer came.</exception>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ToList(Take(numberOfMessages, RemainingOrDefault, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="ReceiveN(int, CancellationToken)"/>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Take(numberOfMessages, RemainingOrDefault, Waiting.Asynchronous, cancellationToken);

    /// <summary>Takes a number of messages, whatever they are.</summary>
    /// <param name="numberOfMessages">How many.</param>
    /// <param name="max">How long all of it may take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The messages, in the order in which they came.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">Fewer came.</exception>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        ToList(Take(numberOfMessages, Dilated(max), Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="ReceiveN(int, TimeSpan, CancellationToken)"/>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Take(numberOfMessages, Dilated(max), Waiting.Asynchronous, cancellationToken);

    // Of a blocking enumerable, which is never unfinished when it returns; see Waiting.
    private static List<T> ToList<T>(IAsyncEnumerable<T> blocking)
    {
        var all = new List<T>();
        IAsyncEnumerator<T> each = blocking.GetAsyncEnumerator();
        while (Finish(each.MoveNextAsync().AsTask()))
        {
            all.Add(each.Current);
        }

        return all;
    }

    private IAsyncEnumerable<object> Take(int count, TimeSpan max, Waiting how, CancellationToken token) =>
        Take(count, $"{count} messages", Patience.For(max), how, token);

    private async IAsyncEnumerable<object> Take(
        int count, string awaited, Patience patience, Waiting how, [EnumeratorCancellation] CancellationToken token)
    {
        for (int taken = 0; taken < count; taken++)
        {
            if (await Receive(patience.Left, how, token).ConfigureAwait(true) is not { } got)
            {
                throw FailureText.Of(
                    _inbox, patience, $"Awaited {awaited} for {FailureText.Seconds(patience.Max)}, but only {taken} of {count} came.");
            }

            yield return got.Message;
        }
    }
}
