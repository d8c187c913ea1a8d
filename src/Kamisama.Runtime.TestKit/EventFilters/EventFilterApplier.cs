namespace Kamisama.Runtime.TestKit;

/// <summary>Applies filters: each form of the interface is one call of <see cref="Intercept"/>.</summary>
internal sealed class EventFilterApplier(TestKitBase testKit, ActorSystem system, EventFilter[] filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(testKit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) =>
        Intercept(Done(action), 1, null, Waiting.Blocking, cancellationToken).GetAwaiter().GetResult();

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        Intercept(Done(actionAsync), 1, null, Waiting.Asynchronous, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Intercept(Done(action), 1, timeout, Waiting.Blocking, cancellationToken).GetAwaiter().GetResult();

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        Intercept(Done(action), 1, timeout, Waiting.Asynchronous, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(Done(func), 1, null, Waiting.Blocking, cancellationToken).GetAwaiter().GetResult();

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(func, 1, null, Waiting.Asynchronous, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(Done(func), 1, timeout, Waiting.Blocking, cancellationToken).GetAwaiter().GetResult();

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(func, 1, timeout, Waiting.Asynchronous, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Intercept(Done(action), expectedCount, null, Waiting.Blocking, cancellationToken).GetAwaiter().GetResult();

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        Intercept(Done(actionAsync), expectedCount, null, Waiting.Asynchronous, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) =>
        Intercept(Done(actionAsync), expectedCount, timeout, Waiting.Asynchronous, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Intercept(Done(action), expectedCount, timeout, Waiting.Blocking, cancellationToken).GetAwaiter().GetResult();

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        Intercept(Done(action), expectedCount, timeout, Waiting.Asynchronous, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(Done(func), expectedCount, null, Waiting.Blocking, cancellationToken).GetAwaiter().GetResult();

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(func, expectedCount, null, Waiting.Asynchronous, cancellationToken);

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(Done(func), expectedCount, timeout, Waiting.Blocking, cancellationToken).GetAwaiter().GetResult();

    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(func, expectedCount, timeout, Waiting.Asynchronous, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) =>
        Intercept(Done(action), null, null, Waiting.Blocking, cancellationToken).GetAwaiter().GetResult();

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        Intercept(Done(action), null, null, Waiting.Asynchronous, cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(Done(func), null, null, Waiting.Blocking, cancellationToken).GetAwaiter().GetResult();

    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(func, null, null, Waiting.Asynchronous, cancellationToken);

    public IUnmutableFilter Mute()
    {
        var muted = new Muted(TestEventListener.Of(system), new EventCount(filters));
        muted.Begin();
        return muted;
    }

    private static Func<Task<bool>> Done(Action action) => () =>
    {
        action();
        return Task.FromResult(true);
    };

    private static Func<Task<bool>> Done(Func<Task> action) => async () =>
    {
        await action().ConfigureAwait(true);
        return true;
    };

    private static Func<Task<T>> Done<T>(Func<T> func) => () => Task.FromResult(func());

    private async Task<T> Intercept<T>(Func<Task<T>> block, int? expected, TimeSpan? timeout, Waiting how, CancellationToken token)
    {
        using var muted = new Muted(TestEventListener.Of(system), new EventCount(filters));
        muted.Begin();
        T result = await block().ConfigureAwait(true);
        if (expected is { } wanted)
        {
            var patience = Patience.For(testKit.Dilated(timeout ?? testKit.TestKitSettings.TestEventFilterLeeway));
            await muted.Count.Await(wanted, patience, how, token).ConfigureAwait(true);
            if (!muted.Count.Met(wanted))
            {
                throw muted.Count.Failure(wanted, patience);
            }
        }

        return result;
    }

    private sealed class Muted(TestEventListener listener, EventCount count) : IUnmutableFilter
    {
        internal EventCount Count => count;

        internal void Begin() => listener.Add(count);

        public void Unmute() => listener.Remove(count);

        public void Dispose() => Unmute();
    }
}
