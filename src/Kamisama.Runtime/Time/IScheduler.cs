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

/// <summary>Runs code later, on the thread of the timer: it must be short, and must not touch an actor's fields.</summary>
public interface IActionScheduler
{
    /// <summary>Runs once.</summary>
    /// <param name="delay">When; zero or more.</param>
    /// <param name="action">What.</param>
    void ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Runs once, unless cancelled before.</summary>
    /// <param name="delay">When; zero or more.</param>
    /// <param name="action">What.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    /// <summary>Runs again and again, until the system ends.</summary>
    /// <param name="initialDelay">When first; zero or more.</param>
    /// <param name="interval">The time between; more than zero.</param>
    /// <param name="action">What.</param>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);

    /// <summary>Runs again and again, until cancelled.</summary>
    /// <param name="initialDelay">When first; zero or more.</param>
    /// <param name="interval">The time between; more than zero.</param>
    /// <param name="action">What.</param>
    /// <param name="cancelable">Ends it.</param>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable);
}

/// <summary>All that can be scheduled beside messages.</summary>
public interface IAdvancedScheduler : IActionScheduler;

/// <summary>The scheduler of a system. With a manual <see cref="TimeProvider"/> all of it is virtual.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>For code in place of messages.</summary>
    IAdvancedScheduler Advanced { get; }
}
