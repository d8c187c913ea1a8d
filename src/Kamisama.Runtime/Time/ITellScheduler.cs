namespace Kamisama.Runtime;

/// <summary>Sends messages later. In an actor prefer <see cref="IWithTimers"/>: those end with the incarnation.</summary>
public interface ITellScheduler
{
    /// <summary>Sends once.</summary>
    /// <param name="delay">When; zero or more.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">Whom it may answer.</param>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>Sends once, unless cancelled before.</summary>
    /// <param name="delay">When; zero or more.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">Whom it may answer.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);

    /// <summary>Sends again and again, until the system ends.</summary>
    /// <param name="initialDelay">When first; zero or more.</param>
    /// <param name="interval">The time between; more than zero.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">Whom it may answer.</param>
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>Sends again and again, until cancelled.</summary>
    /// <param name="initialDelay">When first; zero or more.</param>
    /// <param name="interval">The time between; more than zero.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">Whom it may answer.</param>
    /// <param name="cancelable">Ends it.</param>
    void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);
}
