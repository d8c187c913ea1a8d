namespace Kamisama.Runtime;

/// <summary>Runs code later, on the thread of the timer: it must be short, and must not touch an actor's fields.</summary>
/// <remarks>What is repeated never runs twice at once: a run that lasts longer than the interval makes the next one fall out.</remarks>
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
