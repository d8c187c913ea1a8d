namespace Kamisama.Runtime;

/// <summary>
/// Timers of one incarnation, each by a key. A message arrives through the mailbox; after <see cref="Cancel"/>, after a new start
/// under the same key, and after a restart, a message that is already in the mailbox is not delivered any more.
/// </summary>
public interface ITimerScheduler
{
    /// <summary>The keys of the timers that run.</summary>
    IReadOnlyCollection<object> ActiveTimers { get; }

    /// <summary>Sends again and again; replaces a timer of the same key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">What.</param>
    /// <param name="interval">The time before the first and between the others; more than zero.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    /// <summary>Sends again and again; replaces a timer of the same key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">What.</param>
    /// <param name="interval">The time before the first and between the others; more than zero.</param>
    /// <param name="sender">The sender that the actor sees.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef? sender);

    /// <summary>Sends again and again; replaces a timer of the same key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">What.</param>
    /// <param name="initialDelay">When first; zero or more.</param>
    /// <param name="interval">The time between; more than zero.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    /// <summary>Sends again and again; replaces a timer of the same key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">What.</param>
    /// <param name="initialDelay">When first; zero or more.</param>
    /// <param name="interval">The time between; more than zero.</param>
    /// <param name="sender">The sender that the actor sees.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef? sender);

    /// <summary>Sends once; replaces a timer of the same key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">What.</param>
    /// <param name="timeout">When; zero or more.</param>
    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    /// <summary>Sends once; replaces a timer of the same key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">What.</param>
    /// <param name="timeout">When; zero or more.</param>
    /// <param name="sender">The sender that the actor sees.</param>
    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef? sender);

    /// <summary>Whether the timer of that key runs. A single timer runs until its message is delivered.</summary>
    /// <param name="key">The key.</param>
    bool IsTimerActive(object key);

    /// <summary>Ends the timer of that key, if there is one.</summary>
    /// <param name="key">The key.</param>
    void Cancel(object key);

    /// <summary>Ends all timers. A restart and a stop do it too.</summary>
    void CancelAll();
}
