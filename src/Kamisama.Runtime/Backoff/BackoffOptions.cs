namespace Kamisama.Runtime;

/// <summary>How a <see cref="BackoffSupervisor"/> supervises. Each method returns changed options and leaves these as they are.</summary>
public sealed class BackoffOptions
{
    internal BackoffOptions(
        bool onStop, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries)
    {
        ArgumentNullException.ThrowIfNull(childProps);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(minBackoff, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBackoff, minBackoff);
        ArgumentOutOfRangeException.ThrowIfNegative(randomFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(randomFactor, 1.0);
        OnStop = onStop;
        ChildProps = childProps;
        ChildName = childName;
        MinBackoff = minBackoff;
        MaxBackoff = maxBackoff;
        RandomFactor = randomFactor;
        ResetAfter = minBackoff;
        Strategy = new OneForOneStrategy(SupervisorStrategy.DefaultDecider).WithMaxNrOfRetries(maxNrOfRetries);
    }

    internal bool OnStop { get; }

    internal Props ChildProps { get; }

    internal string ChildName { get; }

    internal TimeSpan MinBackoff { get; }

    internal TimeSpan MaxBackoff { get; }

    internal double RandomFactor { get; }

    /// <summary>Null: only by hand.</summary>
    internal TimeSpan? ResetAfter { get; private set; }

    internal OneForOneStrategy Strategy { get; private set; }

    internal object? ReplyWhileStopped { get; private set; }

    /// <summary>The count of restarts goes back to zero when the child has lived for a while. This is the default, after the shortest delay.</summary>
    /// <param name="resetBackoff">How long it must have lived.</param>
    public BackoffOptions WithAutoReset(TimeSpan resetBackoff) => With(options => options.ResetAfter = resetBackoff);

    /// <summary>The count of restarts goes back to zero only by <see cref="BackoffSupervisor.Reset"/>.</summary>
    public BackoffOptions WithManualReset() => With(static options => options.ResetAfter = null);

    /// <summary>Another decider and other limits; replaces the maximum given before.</summary>
    /// <param name="supervisorStrategy">The strategy; its time range does not count, as on Akka.NET.</param>
    public BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy)
    {
        ArgumentNullException.ThrowIfNull(supervisorStrategy);
        return With(options => options.Strategy = supervisorStrategy);
    }

    /// <summary>Whatever a child fails with, it is stopped. For <see cref="Backoff.OnStop(Props, string, TimeSpan, TimeSpan, double, int)"/>.</summary>
    public BackoffOptions WithDefaultStoppingStrategy() => With(static options => options.Strategy =
        new OneForOneStrategy(options.Strategy.MaxNumberOfRetries, null, SupervisorStrategy.StoppingStrategy.Decider));

    /// <summary>What a sender gets while there is no child. By default its message is a dead letter.</summary>
    /// <param name="replyWhileStopped">The answer.</param>
    public BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => With(options => options.ReplyWhileStopped = replyWhileStopped);

    /// <summary>How many restarts there may be before the supervisor stops itself.</summary>
    /// <param name="maxNrOfRetries">The number; negative for no limit.</param>
    public BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) =>
        With(options => options.Strategy = options.Strategy.WithMaxNrOfRetries(maxNrOfRetries));

    private BackoffOptions With(Action<BackoffOptions> change)
    {
        var changed = (BackoffOptions)MemberwiseClone();
        change(changed);
        return changed;
    }
}
