namespace Kamisama.Runtime.TestKit;

/// <summary>What to do with the events that a filter of an <see cref="EventFilterFactory"/> lets through.</summary>
/// <remarks>
/// An expectation ends as soon as as many events have come as are expected; events that come later are not counted. One that expects none
/// waits for the whole time. Events that fit are kept from the output of the test.
/// </remarks>
public interface IEventFilterApplier
{
    /// <summary>One more filter: an event fits when it fits any of them.</summary>
    EventFilterFactory And { get; }

    /// <summary>Runs a block, in which or soon after which exactly one event must fit.</summary>
    /// <param name="action">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which exactly one event must fit.</summary>
    /// <param name="actionAsync">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which exactly one event must fit.</summary>
    /// <param name="timeout">How long to wait after the block; without it, <see cref="TestKitSettings.TestEventFilterLeeway"/>.</param>
    /// <param name="action">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which exactly one event must fit.</summary>
    /// <param name="timeout">How long to wait after the block; without it, <see cref="TestKitSettings.TestEventFilterLeeway"/>.</param>
    /// <param name="action">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which exactly one event must fit.</summary>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="func">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the block returned.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which exactly one event must fit.</summary>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="func">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the block returned.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which exactly one event must fit.</summary>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="timeout">How long to wait after the block; without it, <see cref="TestKitSettings.TestEventFilterLeeway"/>.</param>
    /// <param name="func">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the block returned.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which exactly one event must fit.</summary>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="timeout">How long to wait after the block; without it, <see cref="TestKitSettings.TestEventFilterLeeway"/>.</param>
    /// <param name="func">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the block returned.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which an exact number of events must fit.</summary>
    /// <param name="expectedCount">How many.</param>
    /// <param name="action">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which an exact number of events must fit.</summary>
    /// <param name="expectedCount">How many.</param>
    /// <param name="actionAsync">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which an exact number of events must fit.</summary>
    /// <param name="expectedCount">How many.</param>
    /// <param name="timeout">How long to wait after the block; without it, <see cref="TestKitSettings.TestEventFilterLeeway"/>.</param>
    /// <param name="action">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which an exact number of events must fit.</summary>
    /// <param name="expectedCount">How many.</param>
    /// <param name="timeout">How long to wait after the block; without it, <see cref="TestKitSettings.TestEventFilterLeeway"/>.</param>
    /// <param name="action">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectAsync(int, TimeSpan, Func{Task}, CancellationToken)"/>
    /// <param name="expectedCount">How many.</param>
    /// <param name="actionAsync">The block.</param>
    /// <param name="timeout">How long to wait after the block; <see langword="null"/>: <see cref="TestKitSettings.TestEventFilterLeeway"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which an exact number of events must fit.</summary>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="expectedCount">How many.</param>
    /// <param name="func">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the block returned.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which an exact number of events must fit.</summary>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="expectedCount">How many.</param>
    /// <param name="func">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the block returned.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which an exact number of events must fit.</summary>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="expectedCount">How many.</param>
    /// <param name="timeout">How long to wait after the block; without it, <see cref="TestKitSettings.TestEventFilterLeeway"/>.</param>
    /// <param name="func">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the block returned.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, in which or soon after which an exact number of events must fit.</summary>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="expectedCount">How many.</param>
    /// <param name="timeout">How long to wait after the block; without it, <see cref="TestKitSettings.TestEventFilterLeeway"/>.</param>
    /// <param name="func">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the block returned.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">More or fewer fitted.</exception>
    Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, and keeps events that fit from the output of the test.</summary>
    /// <param name="action">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, and keeps events that fit from the output of the test.</summary>
    /// <param name="action">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, and keeps events that fit from the output of the test.</summary>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="func">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the block returned.</returns>
    T Mute<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a block, and keeps events that fit from the output of the test.</summary>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="func">The block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the block returned.</returns>
    Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Keeps events that fit from the output of the test, until the result is disposed.</summary>
    IUnmutableFilter Mute();
}
