using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Kamisama.Runtime.TestKit;

namespace Kamisama.TestKit;

/// <summary>Akka.NET's scheduler on a clock that is moved by hand. Made by Akka.NET, by its name in the configuration.</summary>
/// <remarks>
/// Not Akka.TestKit's: that one loses cancellations of actions, fires a periodic timer once however far it is advanced, and lets
/// all due at once see the same time.
/// </remarks>
internal class ManualScheduler(Config settings, ILoggingAdapter log) : SchedulerBase(settings, log)
{
    public ManualTimeProvider Time { get; set; } = new();

    public override TimeSpan MonotonicClock => Time.GetElapsedTime(0);

    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    protected override DateTimeOffset TimeNow => Time.GetUtcNow();

    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        Start(delay, null, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        Start(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Start(delay, null, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) =>
        Start(delay, null, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Start(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        Start(initialDelay, interval, action.Run, cancelable);

    private void Start(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        if (cancelable?.IsCancellationRequested == true)
        {
            return;
        }

        ITimer timer = Time.CreateTimer(_ => Fire(action, cancelable), null, delay, interval ?? Timeout.InfiniteTimeSpan);
        cancelable?.Token.Register(timer.Dispose);
    }

    private void Fire(Action action, ICancelable? cancelable)
    {
        if (cancelable?.IsCancellationRequested == true)
        {
            return;
        }

        try
        {
            action();
        }
#pragma warning disable CA1031 // As Akka.NET's own scheduler: what is scheduled must not end the clock.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.Error(failure, "What was scheduled threw: {0}", failure.Message);
        }
    }
}
