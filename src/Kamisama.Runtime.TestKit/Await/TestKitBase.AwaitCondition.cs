namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Waits until a condition holds. It polls, ten times in all: where a message can tell, expect the message.</summary>
    /// <param name="conditionIsFulfilled">Whether it holds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">It did not hold in what is left of <c>Within</c>, or the default time.</exception>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        Finish(Await(Done(conditionIsFulfilled), null, null, null, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        Await(Done(conditionIsFulfilled), null, null, null, Waiting.Asynchronous, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        Await(conditionIsFulfilled, null, null, null, Waiting.Asynchronous, cancellationToken);

    /// <summary>Waits until a condition holds. It polls, ten times in all.</summary>
    /// <param name="conditionIsFulfilled">Whether it holds.</param>
    /// <param name="max">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">It did not hold in time.</exception>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        Finish(Await(Done(conditionIsFulfilled), max, null, null, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        Await(conditionIsFulfilled, max, null, null, Waiting.Asynchronous, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, CancellationToken)"/>
    /// <param name="conditionIsFulfilled">Whether it holds.</param>
    /// <param name="max">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="message">For the text of a failure: what the condition means.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string? message, CancellationToken cancellationToken = default) =>
        Finish(Await(Done(conditionIsFulfilled), max, null, message, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, string?, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string? message, CancellationToken cancellationToken = default) =>
        Await(Done(conditionIsFulfilled), max, null, message, Waiting.Asynchronous, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, string?, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string? message, CancellationToken cancellationToken = default) =>
        Await(conditionIsFulfilled, max, null, message, Waiting.Asynchronous, cancellationToken);

    /// <summary>Waits until a condition holds. It polls.</summary>
    /// <param name="conditionIsFulfilled">Whether it holds.</param>
    /// <param name="max">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="interval">The time between two looks; <see langword="null"/>: a tenth of all.</param>
    /// <param name="message">For the text of a failure: what the condition means.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">It did not hold in time.</exception>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        Finish(Await(Done(conditionIsFulfilled), max, interval, message, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string?, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        Await(Done(conditionIsFulfilled), max, interval, message, Waiting.Asynchronous, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string?, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        Await(conditionIsFulfilled, max, interval, message, Waiting.Asynchronous, cancellationToken);

    /// <summary>Waits until a condition holds, and does not fail if it does not. It polls.</summary>
    /// <param name="conditionIsFulfilled">Whether it holds.</param>
    /// <param name="max">How long.</param>
    /// <param name="interval">The time between two looks; <see langword="null"/>: 100 ms.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it held in time.</returns>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Finish(Holds(Done(conditionIsFulfilled), Patience.For(Dilated(max)), interval, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="AwaitConditionNoThrow"/>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Holds(Done(conditionIsFulfilled), Patience.For(Dilated(max)), interval, Waiting.Asynchronous, cancellationToken);

    /// <inheritdoc cref="AwaitConditionNoThrow"/>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Holds(conditionIsFulfilled, Patience.For(Dilated(max)), interval, Waiting.Asynchronous, cancellationToken);

    private static Func<Task<bool>> Done(Func<bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return () => Task.FromResult(condition());
    }

    private static async Task<bool> Holds(
        Func<Task<bool>> condition, Patience patience, TimeSpan? interval, Waiting how, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (true)
        {
            bool last = patience.IsOver;
            bool holds = await condition().ConfigureAwait(true);
            if (holds || last)
            {
                return holds;
            }

            await Patience.Pause(Shorter(interval ?? TimeSpan.FromMilliseconds(100), patience.Left), how, token).ConfigureAwait(true);
        }
    }

    private async Task<bool> Await(
        Func<Task<bool>> condition, TimeSpan? max, TimeSpan? interval, string? message, Waiting how, CancellationToken token)
    {
        TimeSpan limit = RemainingOrDilated(max);
        var patience = Patience.For(limit);
        TimeSpan? pause = interval ?? (limit > TimeSpan.Zero ? limit / 10 : null);
        return await Holds(condition, patience, pause, how, token).ConfigureAwait(true) ? true : throw FailureText.Of(
            _inbox, patience, $"Awaited a condition{FailureText.Hint(message)} for {FailureText.Seconds(patience.Max)}, but it did not come to hold.");
    }
}
