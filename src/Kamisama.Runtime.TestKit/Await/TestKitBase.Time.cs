namespace Kamisama.Runtime.TestKit;

public abstract partial class TestKitBase
{
    // The deadline of the innermost Within.
    private Patience? _within;

    // A wait for nothing, or for as long as something comes, uses up all of Within; that is no lateness.
    private bool _lastWasNoMessage;

    /// <summary>What is left of the innermost <c>Within</c>; zero when it is over.</summary>
    /// <exception cref="InvalidOperationException">There is no <c>Within</c> around it.</exception>
    public TimeSpan Remaining => _within?.Left ?? throw new InvalidOperationException(
        "There is no time remaining, because there is no Within around this. Use RemainingOrDefault, or call it inside of Within.");

    /// <summary>What is left of the innermost <c>Within</c>; outside of one, <see cref="TestKitSettings.SingleExpectDefault"/>, dilated.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>A time given to a member, dilated; without one, <see cref="RemainingOrDefault"/>.</summary>
    /// <param name="duration">The time; zero or more.</param>
    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration is { } some ? Dilated(some) : RemainingOrDefault;

    /// <summary>A time multiplied by <see cref="TestKitSettings.TestTimeFactor"/>.</summary>
    /// <param name="duration">The time; zero or more, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <exception cref="ArgumentException">The time is negative.</exception>
    public TimeSpan Dilated(TimeSpan duration)
    {
        if (duration == Timeout.InfiniteTimeSpan)
        {
            return duration;
        }

        return duration >= TimeSpan.Zero ? duration * TestKitSettings.TestTimeFactor : throw new ArgumentException(
            $"Cannot wait for {duration}: a time must not be negative. Give zero or more.", nameof(duration));
    }

    /// <summary>A time given to a member; without one, <see cref="TestKitSettings.SingleExpectDefault"/>.</summary>
    /// <param name="timeout">The time.</param>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? TestKitSettings.SingleExpectDefault;

    /// <summary>What is left of the innermost <c>Within</c>; outside of one, the time given.</summary>
    /// <param name="duration">The time.</param>
    protected TimeSpan RemainingOr(TimeSpan duration) => _within?.Left ?? duration;
}
