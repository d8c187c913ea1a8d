namespace Kamisama.Runtime;

public static partial class SchedulerExtensions
{
    /// <summary>Sends once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">When; zero or more.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">Whom it may answer.</param>
    /// <param name="cancelable">Cancels it; may be <see langword="null"/>.</param>
    public static void ScheduleTellOnce(
        this ITellScheduler scheduler, int millisecondsDelay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable = null)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        scheduler.ScheduleTellOnce(Milliseconds(millisecondsDelay), receiver, message, sender, cancelable);
    }

    /// <summary>Sends again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">When first; zero or more.</param>
    /// <param name="millisecondsInterval">The time between; more than zero.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">Whom it may answer.</param>
    /// <param name="cancelable">Cancels it; may be <see langword="null"/>.</param>
    public static void ScheduleTellRepeatedly(
        this ITellScheduler scheduler,
        int initialMillisecondsDelay,
        int millisecondsInterval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable = null)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        scheduler.ScheduleTellRepeatedly(
            Milliseconds(initialMillisecondsDelay), Milliseconds(millisecondsInterval), receiver, message, sender, cancelable);
    }

    /// <summary>Runs once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">When; zero or more.</param>
    /// <param name="action">What.</param>
    /// <param name="cancelable">Cancels it; may be <see langword="null"/>.</param>
    public static void ScheduleOnce(this IActionScheduler scheduler, int millisecondsDelay, Action action, ICancelable? cancelable = null)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        scheduler.ScheduleOnce(Milliseconds(millisecondsDelay), action, cancelable);
    }

    /// <summary>Runs again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">When first; zero or more.</param>
    /// <param name="millisecondsInterval">The time between; more than zero.</param>
    /// <param name="action">What.</param>
    /// <param name="cancelable">Cancels it; may be <see langword="null"/>.</param>
    public static void ScheduleRepeatedly(
        this IActionScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, Action action, ICancelable? cancelable = null)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        scheduler.ScheduleRepeatedly(Milliseconds(initialMillisecondsDelay), Milliseconds(millisecondsInterval), action, cancelable);
    }
}
