using System.Runtime.CompilerServices;

namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes messages as long as a filter makes something of them. The first that it does not stays.</summary>
    /// <typeparam name="T">What the filter makes.</typeparam>
    /// <param name="max">How long all of it may take; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="filter">Returns <see langword="null"/> to end it.</param>
    /// <param name="msgs">How many messages at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the filter made, in order; empty if nothing came.</returns>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhile(filter, max, null, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(filter, max, null, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    /// <param name="max">How long all of it may take; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="idle">How long to wait for each message; <see langword="null"/>: as long as for all.</param>
    /// <param name="filter">Returns <see langword="null"/> to end it.</param>
    /// <param name="msgs">How many messages at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ToList(TakeWhile(Filtered(filter), max, idle, msgs, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        TakeWhile(Filtered(filter), max, idle, msgs, Waiting.Asynchronous, cancellationToken);

    /// <summary>Takes messages of a type as long as they fit. The first that does not stays.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="shouldContinue">Whether a message fits.</param>
    /// <param name="max">How long all of it may take; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="idle">How long to wait for each message; <see langword="null"/>: as long as for all.</param>
    /// <param name="msgs">How many messages at most.</param>
    /// <param name="shouldIgnoreOtherMessageTypes">Whether messages of other types are dropped; otherwise the first one ends it, and stays.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The messages, in order; empty if nothing came.</returns>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        ToList(TakeWhile(Fitting(shouldContinue, shouldIgnoreOtherMessageTypes), max, idle, msgs, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="ReceiveWhile{T}(Predicate{T}, TimeSpan?, TimeSpan?, int, bool, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        TakeWhile(Fitting(shouldContinue, shouldIgnoreOtherMessageTypes), max, idle, msgs, Waiting.Asynchronous, cancellationToken);

    private static Func<object, (Verdict, T?)> Filtered<T>(Func<object, T?> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return message => filter(message) is { } made ? (Verdict.Keep, made) : (Verdict.Stop, default);
    }

    private static Func<object, (Verdict, T?)> Fitting<T>(Predicate<T> shouldContinue, bool dropOthers)
    {
        ArgumentNullException.ThrowIfNull(shouldContinue);
        return message => message is T typed
            ? (shouldContinue(typed) ? Verdict.Keep : Verdict.Stop, typed)
            : (dropOthers ? Verdict.Drop : Verdict.Stop, default);
    }

    private async IAsyncEnumerable<T> TakeWhile<T>(
        Func<object, (Verdict, T?)> judge, TimeSpan? max, TimeSpan? idle, int msgs, Waiting how, [EnumeratorCancellation] CancellationToken token)
    {
        var patience = Patience.For(RemainingOrDilated(max));
        MessageEnvelope last = NullMessageEnvelope.Instance;
        for (int kept = 0; kept < msgs && !(kept > 0 && patience.IsOver);)
        {
            TimeSpan left = idle is { } some && some >= TimeSpan.Zero && some < patience.Left ? some : patience.Left;
            if (await _inbox.Peek(left, how, token).ConfigureAwait(true) is not { } next)
            {
                break;
            }

            (Verdict verdict, T? made) = judge(next.Message);
            if (verdict == Verdict.Stop)
            {
                break;
            }

            last = (await _inbox.Next(TimeSpan.Zero, how, token).ConfigureAwait(true))!;
            if (verdict == Verdict.Keep)
            {
                kept++;
                _last = last;
                yield return made!;
            }
        }

        _last = last;
        _lastWasNoMessage = true;
    }

    private enum Verdict
    {
        Keep,
        Drop,
        Stop,
    }
}
