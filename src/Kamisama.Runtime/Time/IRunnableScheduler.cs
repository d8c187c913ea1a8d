namespace Kamisama.Runtime;

/// <summary>As <see cref="IActionScheduler"/>, for those who have an object rather than a function.</summary>
public interface IRunnableScheduler
{
    /// <summary>Runs once.</summary>
    /// <param name="delay">When; zero or more.</param>
    /// <param name="action">What.</param>
    void ScheduleOnce(TimeSpan delay, IRunnable action);

    /// <summary>Runs once, unless cancelled before.</summary>
    /// <param name="delay">When; zero or more.</param>
    /// <param name="action">What.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable);

    /// <summary>Runs again and again, until the system ends.</summary>
    /// <param name="initialDelay">When first; zero or more.</param>
    /// <param name="interval">The time between; more than zero.</param>
    /// <param name="action">What.</param>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action);

    /// <summary>Runs again and again, until cancelled.</summary>
    /// <param name="initialDelay">When first; zero or more.</param>
    /// <param name="interval">The time between; more than zero.</param>
    /// <param name="action">What.</param>
    /// <param name="cancelable">Ends it.</param>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable);
}
