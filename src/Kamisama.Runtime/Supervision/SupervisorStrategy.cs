namespace Kamisama.Runtime;

/// <summary>
/// What a supervisor does about children that fail. It runs in the supervisor's turn, so it may use the supervisor's context.
/// </summary>
/// <remarks>Subclass <see cref="OneForOneStrategy"/> rather than this: on Akka.NET a direct subclass has more to implement.</remarks>
public abstract class SupervisorStrategy
{
    /// <summary>Initialization, kill and death pact: <see cref="Directive.Stop"/>. Everything else: <see cref="Directive.Restart"/>.</summary>
    public static IDecider DefaultDecider { get; } = Runtime.Decider.From(
        Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>());

    /// <summary>Each child for itself, by <see cref="DefaultDecider"/>, restarts without limit.</summary>
    public static SupervisorStrategy DefaultStrategy { get; } = new OneForOneStrategy(DefaultDecider);

    /// <summary>A child that fails is stopped.</summary>
    public static OneForOneStrategy StoppingStrategy { get; } = new(static _ => Directive.Stop);

    /// <summary>Decides by the exception.</summary>
    public abstract IDecider Decider { get; }

    /// <summary>Whether <see cref="LogFailure"/> logs. Default: true.</summary>
    protected bool LoggingEnabled { get; set; } = true;

    /// <summary>What becomes of the child. By default the decider's word.</summary>
    /// <param name="child">Who failed.</param>
    /// <param name="exception">Why.</param>
    protected abstract Directive Handle(IActorRef child, Exception exception);

    /// <summary>Carries out a restart or a stop. Called once for each failure with one of the two directives.</summary>
    /// <param name="context">The supervisor's context.</param>
    /// <param name="restart">True for <see cref="Directive.Restart"/>, false for <see cref="Directive.Stop"/>.</param>
    /// <param name="child">Who failed. It is suspended: it answers no message until restarted or resumed.</param>
    /// <param name="cause">Why.</param>
    /// <param name="stats">The child's count of restarts.</param>
    /// <param name="children">All children, the failed one included; read it during the call only.</param>
    public abstract void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children);

    /// <summary>A child is gone, for whatever reason. Called once for each child, before a watching supervisor gets its <see cref="Terminated"/>.</summary>
    /// <param name="actorContext">The supervisor's context.</param>
    /// <param name="child">Who is gone.</param>
    /// <param name="children">Those left; read it during the call only.</param>
    public abstract void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children);

    internal bool HandleFailure(
        IActorContext context, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
    {
        Directive directive = Handle(child, cause);
        LogFailure(context, child, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                ResumeChild(child, cause);
                return true;
            case Directive.Restart:
                ProcessFailure(context, true, child, cause, stats, children);
                return true;
            case Directive.Stop:
                ProcessFailure(context, false, child, cause, stats, children);
                return true;
            case Directive.Escalate:
                return false;
            default:
                throw new InvalidOperationException($"{GetType().Name} decided {directive}, which is no Directive. Return one of its members.");
        }
    }

    /// <summary>Replaces the child's instance. It may be called later than the failure: the child waits, suspended.</summary>
    /// <param name="child">Whom to restart.</param>
    /// <param name="cause">Given to the hooks.</param>
    /// <param name="suspendFirst">True for a child that has not failed itself; suspends and restarts come in pairs.</param>
    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        if (child is InternalActorRef actor)
        {
            if (suspendFirst)
            {
                actor.Suspend();
            }

            actor.Restart(cause);
        }
    }

    /// <summary>Lets a failed child go on with the next message.</summary>
    /// <param name="child">Whom to resume.</param>
    /// <param name="exception">The failure that is forgiven.</param>
    protected void ResumeChild(IActorRef child, Exception exception) => (child as InternalActorRef)?.Resume(exception);

    /// <summary>Logs a failure: resume as a warning, restart and stop as errors, escalate not at all (who decides in the end, logs).</summary>
    /// <param name="context">The supervisor's context.</param>
    /// <param name="child">Who failed.</param>
    /// <param name="cause">Why.</param>
    /// <param name="directive">What becomes of it.</param>
    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (LoggingEnabled && directive != Directive.Escalate)
        {
            context.System.Logs.ChildFailed(child, GetType(), directive, cause);
        }
    }
}
