namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Runs a block that must end in time. Expectations in it wait for no more than what is left.</summary>
    /// <param name="max">How long it may take, on the real clock.</param>
    /// <param name="action">The block.</param>
    /// <param name="epsilonValue">How much longer it may take in fact; <see langword="null"/>: not at all.</param>
    /// <param name="cancellationToken">Not read by a block that does not await; as in Akka.NET.</param>
    /// <exception cref="Xunit.Sdk.XunitException">It took longer.</exception>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    /// <param name="max">How long it may take, on the real clock.</param>
    /// <param name="actionAsync">The block.</param>
    /// <param name="epsilonValue">How much longer it may take in fact; <see langword="null"/>: not at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WithinAsync(
        TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that must end in time, and not too early.</summary>
    /// <param name="min">How long it must take.</param>
    /// <param name="max">How long it may take, on the real clock.</param>
    /// <param name="action">The block.</param>
    /// <param name="hint">For the text of a failure.</param>
    /// <param name="epsilonValue">How much longer it may take in fact; <see langword="null"/>: not at all.</param>
    /// <param name="cancellationToken">Not read by a block that does not await; as in Akka.NET.</param>
    /// <exception cref="Xunit.Sdk.XunitException">It took longer, or less.</exception>
    public void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        Within(min, max, () => { action(); return true; }, hint, epsilonValue, cancellationToken);
    }

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string?, TimeSpan?, CancellationToken)"/>
    /// <param name="min">How long it must take.</param>
    /// <param name="max">How long it may take, on the real clock.</param>
    /// <param name="actionAsync">The block.</param>
    /// <param name="hint">For the text of a failure.</param>
    /// <param name="epsilonValue">How much longer it may take in fact; <see langword="null"/>: not at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WithinAsync(
        TimeSpan min, TimeSpan max, Func<Task> actionAsync, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actionAsync);
        return Bound(min, max, async () => { await actionAsync().ConfigureAwait(true); return true; }, hint, epsilonValue, cancellationToken);
    }

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="max">How long it may take, on the real clock.</param>
    /// <param name="function">The block.</param>
    /// <param name="epsilonValue">How much longer it may take in fact; <see langword="null"/>: not at all.</param>
    /// <param name="cancellationToken">Not read by a block that does not await; as in Akka.NET.</param>
    /// <returns>What the block returned.</returns>
    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within{T}(TimeSpan, Func{T}, TimeSpan?, CancellationToken)"/>
    public Task<T> WithinAsync<T>(
        TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string?, TimeSpan?, CancellationToken)"/>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="min">How long it must take.</param>
    /// <param name="max">How long it may take, on the real clock.</param>
    /// <param name="function">The block.</param>
    /// <param name="hint">For the text of a failure.</param>
    /// <param name="epsilonValue">How much longer it may take in fact; <see langword="null"/>: not at all.</param>
    /// <param name="cancellationToken">Not read by a block that does not await; as in Akka.NET.</param>
    /// <returns>What the block returned.</returns>
    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Finish(Bound(min, max, () => Task.FromResult(function()), hint, epsilonValue, cancellationToken));
    }

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string?, TimeSpan?, CancellationToken)"/>
    public Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Bound(min, max, function, hint, epsilonValue, cancellationToken);
    }

    private async Task<T> Bound<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> block, string? hint, TimeSpan? epsilon, CancellationToken token)
    {
        Patience? outer = _within;
        TimeSpan limit = Dilated(max);
        limit = outer?.Left < limit ? outer.Value.Left : limit;
        var patience = Patience.For(limit);
        if (limit < min)
        {
            throw FailureText.Of(
                _inbox,
                patience,
                $"A block should take at least {FailureText.Seconds(min)}{FailureText.Hint(hint)}, but only {FailureText.Seconds(limit)} are left.");
        }

        _lastWasNoMessage = false;
        _within = patience;
        T result;
        try
        {
            result = await Run(block, patience, epsilon ?? TimeSpan.Zero, token).ConfigureAwait(true);
        }
        finally
        {
            _within = outer;
        }

        TimeSpan took = patience.Elapsed;
        string? complaint = took < min ? $"should have taken at least {FailureText.Seconds(min)}"
            : took > limit + (epsilon ?? TimeSpan.Zero) && !_lastWasNoMessage ? $"should have taken at most {FailureText.Seconds(limit)}"
            : null;
        return complaint is null ? result
            : throw FailureText.Of(_inbox, patience, $"The block{FailureText.Hint(hint)} took {FailureText.Seconds(took)}, but {complaint}.");
    }

    // A block that awaits something that never comes is given up; one that blocks its thread can't be.
    private async Task<T> Run<T>(Func<Task<T>> block, Patience patience, TimeSpan epsilon, CancellationToken token)
    {
        Task<T> running = block();
        if (running.IsCompleted || patience.Max is null)
        {
            return await running.ConfigureAwait(true);
        }

        // A little more than allowed: a wait inside that uses up all of it should tell the failure itself.
        TimeSpan leeway = TimeSpan.FromMilliseconds(200);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(token);
        Task late = Task.Delay(patience.Left + epsilon + leeway, TimeProvider.System, ended.Token);
        Task first = await Task.WhenAny(running, late).ConfigureAwait(true);
        await ended.CancelAsync().ConfigureAwait(true);
        token.ThrowIfCancellationRequested();
        return ReferenceEquals(first, running) ? await running.ConfigureAwait(true) : throw FailureText.Of(
            _inbox,
            patience,
            $"The block should have taken at most {FailureText.Seconds(patience.Max)}, and is still running after {FailureText.Seconds(patience.Elapsed)}.");
    }
}
