namespace Kamisama.Runtime;

/// <summary>Scheduling in milliseconds, and scheduling that hands out its own cancelable.</summary>
public static partial class SchedulerExtensions
{
    /// <summary>Sends once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="delay">When; zero or more.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">Whom it may answer.</param>
    /// <returns>Cancels it.</returns>
    public static ICancelable ScheduleTellOnceCancelable(
        this IScheduler scheduler, TimeSpan delay, ICanTell receiver, object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        Cancelable cancelable = NewCancelable(scheduler.Advanced);
        scheduler.ScheduleTellOnce(delay, receiver, message, sender, cancelable);
        return cancelable;
    }

    /// <summary>Sends again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialDelay">When first; zero or more.</param>
    /// <param name="interval">The time between; more than zero.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">Whom it may answer.</param>
    /// <returns>Ends it.</returns>
    public static ICancelable ScheduleTellRepeatedlyCancelable(
        this IScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        Cancelable cancelable = NewCancelable(scheduler.Advanced);
        scheduler.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);
        return cancelable;
    }

    /// <summary>Sends once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">When; zero or more.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">Whom it may answer.</param>
    /// <returns>Cancels it.</returns>
    public static ICancelable ScheduleTellOnceCancelable(
        this IScheduler scheduler, int millisecondsDelay, ICanTell receiver, object message, IActorRef? sender) =>
        scheduler.ScheduleTellOnceCancelable(Milliseconds(millisecondsDelay), receiver, message, sender);

    /// <summary>Sends again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">When first; zero or more.</param>
    /// <param name="millisecondsInterval">The time between; more than zero.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">Whom it may answer.</param>
    /// <returns>Ends it.</returns>
    public static ICancelable ScheduleTellRepeatedlyCancelable(
        this IScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, ICanTell receiver, object message, IActorRef? sender) =>
        scheduler.ScheduleTellRepeatedlyCancelable(
            Milliseconds(initialMillisecondsDelay), Milliseconds(millisecondsInterval), receiver, message, sender);

    /// <summary>Runs once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="delay">When; zero or more.</param>
    /// <param name="action">What.</param>
    /// <returns>Cancels it.</returns>
    public static ICancelable ScheduleOnceCancelable(this IActionScheduler scheduler, TimeSpan delay, Action action)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        Cancelable cancelable = NewCancelable(scheduler);
        scheduler.ScheduleOnce(delay, action, cancelable);
        return cancelable;
    }

    /// <summary>Runs once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">When; zero or more.</param>
    /// <param name="action">What.</param>
    /// <returns>Cancels it.</returns>
    public static ICancelable ScheduleOnceCancelable(this IActionScheduler scheduler, int millisecondsDelay, Action action) =>
        scheduler.ScheduleOnceCancelable(Milliseconds(millisecondsDelay), action);

    /// <summary>Runs again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialDelay">When first; zero or more.</param>
    /// <param name="interval">The time between; more than zero.</param>
    /// <param name="action">What.</param>
    /// <returns>Ends it.</returns>
    public static ICancelable ScheduleRepeatedlyCancelable(
        this IActionScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, Action action)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        Cancelable cancelable = NewCancelable(scheduler);
        scheduler.ScheduleRepeatedly(initialDelay, interval, action, cancelable);
        return cancelable;
    }

    /// <summary>Runs again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">When first; zero or more.</param>
    /// <param name="millisecondsInterval">The time between; more than zero.</param>
    /// <param name="action">What.</param>
    /// <returns>Ends it.</returns>
    public static ICancelable ScheduleRepeatedlyCancelable(
        this IActionScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, Action action) =>
        scheduler.ScheduleRepeatedlyCancelable(Milliseconds(initialMillisecondsDelay), Milliseconds(millisecondsInterval), action);

    // Its caller owns it.
    private static Cancelable NewCancelable(IActionScheduler scheduler) => new(scheduler);

    private static TimeSpan Milliseconds(int time) => TimeSpan.FromMilliseconds(time);
}
