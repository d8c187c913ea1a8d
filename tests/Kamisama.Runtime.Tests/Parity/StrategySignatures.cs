namespace Kamisama.Runtime.Tests;

/// <summary>
/// Compiled, not run: every member of a supervisor strategy that users override or call, with its exact signature. What differs
/// between the runtimes does not compile.
/// </summary>
public static class StrategySignatures
{
    private static readonly Func<Exception, Directive> s_decide = static _ => Directive.Stop;

    public static object[] All(IDecider decider, int? retries, TimeSpan? range) =>
    [
        new OneForOneStrategy(retries, range, s_decide), new OneForOneStrategy(retries, range, decider),
        new OneForOneStrategy(1, 1000, s_decide), new OneForOneStrategy(1, 1000, s_decide, loggingEnabled: false),
        new OneForOneStrategy(1, 1000, decider), new OneForOneStrategy(1, 1000, decider, loggingEnabled: false),
        new OneForOneStrategy(s_decide), new OneForOneStrategy(decider), new OneForOneStrategy(decider).WithMaxNrOfRetries(3),
        new AllForOneStrategy(retries, range, s_decide), new AllForOneStrategy(retries, range, decider),
        new AllForOneStrategy(1, 1000, s_decide), new AllForOneStrategy(1, 1000, s_decide, loggingEnabled: false),
        new AllForOneStrategy(1, 1000, decider), new AllForOneStrategy(1, 1000, decider, loggingEnabled: false),
        new AllForOneStrategy(s_decide), new AllForOneStrategy(decider),
        new OneForOne().MaxNumberOfRetries, new OneForOne().WithinTimeRangeMilliseconds,
        new AllForOne().MaxNumberOfRetries, new AllForOne().WithinTimeRangeMilliseconds,
        SupervisorStrategy.DefaultDecider, SupervisorStrategy.DefaultStrategy, SupervisorStrategy.StoppingStrategy.WithMaxNrOfRetries(1),
    ];

    public static object[] Deciders(IEnumerable<KeyValuePair<Type, Directive>> pairs)
    {
        LocalOnlyDecider local = Decider.From(s_decide);
        DeployableDecider some = Decider.From(Directive.Restart, Directive.Stop.When<FormatException>(), Directive.Resume.When<IOException>());
        DeployableDecider many = Decider.From(Directive.Escalate, pairs);
        return [local.Decide(new FormatException()), some.DefaultDirective, many.Decide(new FormatException())];
    }

    public static object[] Stats(IInternalActorRef child)
    {
        var own = new ChildRestartStats(child, maxNrOfRetriesCount: 1, restartTimeWindowStartTicks: 2);
        (long uid, IInternalActorRef of, uint count, long start) =
            (own.Uid, own.Child, own.MaxNrOfRetriesCount, own.RestartTimeWindowStartTicks);
        return [uid, of, count, start, own.RequestRestartPermission(maxNrOfRetries: 1, withinTimeMilliseconds: 1000)];
    }

    private sealed class OneForOne : OneForOneStrategy
    {
        public override IDecider Decider => base.Decider;

        public override void ProcessFailure(
            IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
            IReadOnlyCollection<ChildRestartStats> children)
        {
            LoggingEnabled = !LoggingEnabled;
            RestartChild(child, cause, suspendFirst: true);
            ResumeChild(child, cause);
            base.ProcessFailure(context, restart, child, cause, stats, children);
        }

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            base.HandleChildTerminated(actorContext, child, children);

        protected override Directive Handle(IActorRef child, Exception exception) => base.Handle(child, exception);

        protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive) =>
            base.LogFailure(context, child, cause, directive);
    }

    private sealed class AllForOne : AllForOneStrategy
    {
        public override IDecider Decider => base.Decider;

        public override void ProcessFailure(
            IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
            IReadOnlyCollection<ChildRestartStats> children) => base.ProcessFailure(context, restart, child, cause, stats, children);

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            base.HandleChildTerminated(actorContext, child, children);

        protected override Directive Handle(IActorRef child, Exception exception) => base.Handle(child, exception);

        protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive) =>
            base.LogFailure(context, child, cause, directive);
    }

    private sealed class OwnDecider : IDecider
    {
        public Directive Decide(Exception cause) => Directive.Escalate;
    }
}
