namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>
    /// Tries an assertion again and again until it passes. It polls: where a message can tell, expect the message.
    /// </summary>
    /// <param name="assertion">Throws as long as it does not pass.</param>
    /// <param name="duration">How long; <see langword="null"/>: what is left of <c>Within</c>, or the default.</param>
    /// <param name="interval">The time between two tries; <see langword="null"/>: 100 ms.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>When the time is up, what the last try threw comes out as it is.</remarks>
    public void AwaitAssert(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Finish(Retry(Completed(assertion), duration, interval, Waiting.Blocking, cancellationToken));

    /// <inheritdoc cref="AwaitAssert"/>
    public Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Retry(Completed(assertion), duration, interval, Waiting.Asynchronous, cancellationToken);

    /// <inheritdoc cref="AwaitAssert"/>
    public Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        return Retry(assertion, duration, interval, Waiting.Asynchronous, cancellationToken);
    }

    private static Func<Task> Completed(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return () =>
        {
            action();
            return Task.CompletedTask;
        };
    }

    private async Task<bool> Retry(Func<Task> assertion, TimeSpan? duration, TimeSpan? interval, Waiting how, CancellationToken token)
    {
        var patience = Patience.For(RemainingOrDilated(duration));
        while (true)
        {
            token.ThrowIfCancellationRequested();
            bool last = patience.IsOver;
            try
            {
                await assertion().ConfigureAwait(true);
                return true;
            }
#pragma warning disable CA1031 // Whatever an assertion throws, it has not passed.
            catch (Exception) when (!last)
#pragma warning restore CA1031
            {
                // Tried again.
            }

            await Patience.Pause(Shorter(interval ?? TimeSpan.FromMilliseconds(100), patience.Left), how, token).ConfigureAwait(true);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one >= TimeSpan.Zero && one < other ? one : other;
}
