namespace Kamisama.Runtime;

/// <summary>Only the child that failed is restarted or stopped.</summary>
public class OneForOneStrategy : SupervisorStrategy
{
    /// <summary>With limits and a function.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed for each child: null or negative for no limit, 0 for none.</param>
    /// <param name="withinTimeRange">In what time; null for all times. See <see cref="ChildRestartStats.RequestRestartPermission"/>.</param>
    /// <param name="localOnlyDecider">Decides by the exception.</param>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, Runtime.Decider.From(localOnlyDecider))
    {
    }

    /// <summary>With limits and a decider.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed for each child: null or negative for no limit, 0 for none.</param>
    /// <param name="withinTimeRange">In what time; null for all times. See <see cref="ChildRestartStats.RequestRestartPermission"/>.</param>
    /// <param name="decider">Decides by the exception.</param>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider)
    {
    }

    /// <summary>With limits in milliseconds and a function.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed for each child: negative for no limit, 0 for none.</param>
    /// <param name="withinTimeMilliseconds">In what time; negative for all times.</param>
    /// <param name="localOnlyDecider">Decides by the exception.</param>
    /// <param name="loggingEnabled">Whether failures are logged.</param>
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Runtime.Decider.From(localOnlyDecider), loggingEnabled)
    {
    }

    /// <summary>With limits in milliseconds and a decider.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed for each child: negative for no limit, 0 for none.</param>
    /// <param name="withinTimeMilliseconds">In what time; negative for all times.</param>
    /// <param name="decider">Decides by the exception.</param>
    /// <param name="loggingEnabled">Whether failures are logged.</param>
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        ArgumentNullException.ThrowIfNull(decider);
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    /// <summary>Without limits.</summary>
    /// <param name="localOnlyDecider">Decides by the exception.</param>
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    /// <summary>Without limits.</summary>
    /// <param name="localOnlyDecider">Decides by the exception.</param>
    /// <param name="loggingEnabled">Whether failures are logged.</param>
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(-1, -1, localOnlyDecider, loggingEnabled)
    {
    }

    /// <summary>Without limits.</summary>
    /// <param name="decider">Decides by the exception.</param>
    public OneForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    /// <summary>Without limits, by <see cref="SupervisorStrategy.DefaultDecider"/>; for subclasses.</summary>
    protected OneForOneStrategy()
        : this(DefaultDecider)
    {
    }

    /// <summary>Restarts allowed for each child; negative for no limit.</summary>
    public int MaxNumberOfRetries { get; }

    /// <summary>In what time; negative for all times.</summary>
    public int WithinTimeRangeMilliseconds { get; }

    /// <inheritdoc/>
    public override IDecider Decider { get; }

    /// <summary>The same with another number of restarts.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed for each child: negative for no limit, 0 for none.</param>
    public OneForOneStrategy WithMaxNrOfRetries(int maxNrOfRetries) =>
        new(maxNrOfRetries, WithinTimeRangeMilliseconds, Decider, LoggingEnabled);

    /// <inheritdoc/>
    protected override Directive Handle(IActorRef child, Exception exception) => Decider.Decide(exception);

    /// <summary>Restarts the child if its limits allow, otherwise stops it.</summary>
    /// <inheritdoc/>
    public override void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stats);
        if (restart && stats.RequestRestartPermission(MaxNumberOfRetries, WithinTimeRangeMilliseconds))
        {
            RestartChild(child, cause, suspendFirst: false);
        }
        else
        {
            context.Stop(child);
        }
    }

    /// <summary>Does nothing.</summary>
    /// <inheritdoc/>
    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) { }

    private static int Milliseconds(TimeSpan? time) => time is { } value ? (int)Math.Min(value.TotalMilliseconds, int.MaxValue) : -1;
}
