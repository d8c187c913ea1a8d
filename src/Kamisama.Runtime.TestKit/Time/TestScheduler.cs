namespace Kamisama.Runtime.TestKit;

/// <summary>
/// Virtual time: the system's scheduler, timers, receive timeouts, restart windows and <c>Ask</c> stand still until the test moves them.
/// </summary>
/// <remarks>
/// Get it with <c>(TestScheduler)Sys.Scheduler</c>, from a system with <see cref="TestConfigs.TestSchedulerConfig"/>. Due messages are
/// sent before <see cref="Advance"/> returns, but actors handle them in their own time: expect an effect before moving on.
/// What is cancelled does not run, and a periodic timer fires once for each period that one call passes (Akka.NET's does neither).
/// </remarks>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Scheduler _scheduler;
    private readonly ManualTimeProvider _time;

    internal TestScheduler(ActorSystem system, ManualTimeProvider time)
    {
        _scheduler = new Scheduler(system);
        _time = time;
    }

    /// <inheritdoc/>
    public DateTimeOffset Now => _scheduler.Now;

    /// <inheritdoc/>
    public TimeSpan MonotonicClock => _scheduler.MonotonicClock;

    /// <inheritdoc/>
    public IAdvancedScheduler Advanced => this;

    /// <summary>The same clock for code that takes a <see cref="System.TimeProvider"/>. Akka.NET's has no such property.</summary>
    public ManualTimeProvider TimeProvider => _time;

    /// <summary>Moves the clock, and does what falls due on the way in the order of time, on this thread.</summary>
    /// <param name="offset">How far; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Time does not go back.</exception>
    public void Advance(TimeSpan offset) => _time.Advance(offset);

    /// <summary>Moves the clock to a moment; as <see cref="Advance"/>.</summary>
    /// <param name="when">To when.</param>
    /// <exception cref="InvalidOperationException">The moment is in the past.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        TimeSpan offset = when - Now;
        if (offset < TimeSpan.Zero)
        {
            throw new InvalidOperationException($"Cannot move the clock to {when:O}: it is {Now:O} already, and time does not go back.");
        }

        Advance(offset);
    }

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        _scheduler.ScheduleTellOnce(delay, receiver, message, sender);

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        _scheduler.ScheduleTellOnce(delay, receiver, message, sender, cancelable);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        _scheduler.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        _scheduler.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action) => _scheduler.ScheduleOnce(delay, action);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => _scheduler.ScheduleOnce(delay, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        _scheduler.ScheduleRepeatedly(initialDelay, interval, action);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        _scheduler.ScheduleRepeatedly(initialDelay, interval, action, cancelable);
}
