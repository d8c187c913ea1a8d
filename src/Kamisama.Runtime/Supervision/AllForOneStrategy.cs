namespace Kamisama.Runtime;

/// <summary>When one child fails, all children are restarted or stopped. Every child counts for itself.</summary>
public class AllForOneStrategy : SupervisorStrategy
{
    /// <summary>With limits and a function.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed for each child: null or negative for no limit, 0 for none.</param>
    /// <param name="withinTimeRange">In what time; null for all times. See <see cref="ChildRestartStats.RequestRestartPermission"/>.</param>
    /// <param name="localOnlyDecider">Decides by the exception.</param>
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, Runtime.Decider.From(localOnlyDecider))
    {
    }

    /// <summary>With limits and a decider.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed for each child: null or negative for no limit, 0 for none.</param>
    /// <param name="withinTimeRange">In what time; null for all times. See <see cref="ChildRestartStats.RequestRestartPermission"/>.</param>
    /// <param name="decider">Decides by the exception.</param>
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider)
    {
    }

    /// <summary>With limits in milliseconds and a function.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed for each child: negative for no limit, 0 for none.</param>
    /// <param name="withinTimeMilliseconds">In what time; negative for all times.</param>
    /// <param name="localOnlyDecider">Decides by the exception.</param>
    /// <param name="loggingEnabled">Whether failures are logged.</param>
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Runtime.Decider.From(localOnlyDecider), loggingEnabled)
    {
    }

    /// <summary>With limits in milliseconds and a decider.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed for each child: negative for no limit, 0 for none.</param>
    /// <param name="withinTimeMilliseconds">In what time; negative for all times.</param>
    /// <param name="decider">Decides by the exception.</param>
    /// <param name="loggingEnabled">Whether failures are logged.</param>
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        ArgumentNullException.ThrowIfNull(decider);
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    /// <summary>Without limits.</summary>
    /// <param name="localOnlyDecider">Decides by the exception.</param>
    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    /// <summary>Without limits.</summary>
    /// <param name="decider">Decides by the exception.</param>
    public AllForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    /// <summary>Without limits, by <see cref="SupervisorStrategy.DefaultDecider"/>; for subclasses.</summary>
    protected AllForOneStrategy()
        : this(DefaultDecider)
    {
    }

    /// <summary>Restarts allowed for each child; negative for no limit.</summary>
    public int MaxNumberOfRetries { get; }

    /// <summary>In what time; negative for all times.</summary>
    public int WithinTimeRangeMilliseconds { get; }

    /// <inheritdoc/>
    public override IDecider Decider { get; }

    /// <inheritdoc/>
    protected override Directive Handle(IActorRef child, Exception exception) => Decider.Decide(exception);

    /// <summary>Restarts all children if the limits of each allow, otherwise stops them all.</summary>
    /// <inheritdoc/>
    public override void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(children);
        restart = restart && MayAllRestart(children);
        foreach (ChildRestartStats each in children)
        {
            if (restart)
            {
                RestartChild(each.Child, cause, suspendFirst: !each.Child.Equals(child));
            }
            else
            {
                context.Stop(each.Child);
            }
        }
    }

    /// <summary>Does nothing.</summary>
    /// <inheritdoc/>
    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) { }

    private bool MayAllRestart(IReadOnlyCollection<ChildRestartStats> children)
    {
        foreach (ChildRestartStats each in children)
        {
            if (!each.RequestRestartPermission(MaxNumberOfRetries, WithinTimeRangeMilliseconds))
            {
                return false;
            }
        }

        return true;
    }

    private static int Milliseconds(TimeSpan? time) => time is { } value ? (int)Math.Min(value.TotalMilliseconds, int.MaxValue) : -1;
}
