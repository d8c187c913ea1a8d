namespace Kamisama.Actors;

/// <summary>
/// Respawn throttling as supervision: a worker's exit arrives as its actor's failure, the pool decides, and the actor is
/// restarted (the respawn) or stopped.
/// </summary>
/// <remarks>
/// It never escalates: the user guardian would restart the pool with all its workers. Its own retry limit is per child and
/// does not slide, so the pool's own window decides instead. Any other exception is a fault of an actor's own code; the
/// restarted actor adopts its process. An actor that fails without end is stopped, which ends its process and counts as a death.
/// </remarks>
internal sealed class RespawnStrategy(Func<WorkerExitedException, Verdict> decide, Action<IActorRef, Exception> onFault)
    : OneForOneStrategy(MasterState.MostFaults, MasterState.FaultInterval, DirectiveFor)
{
    public override void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children)
    {
        if (cause is not WorkerExitedException exited)
        {
            onFault(child, cause);
            base.ProcessFailure(context, restart, child, cause, stats, children);
        }
        else if (decide(exited) is { Decision: RespawnDecision.Respawn } verdict)
        {
            exited.Delay = verdict.Delay;
            RestartChild(child, cause, suspendFirst: false);
        }
        else
        {
            context.Stop(child);
        }
    }

    // A worker's exit is no error of this program: it is published as an event.
    protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (cause is not WorkerExitedException)
        {
            base.LogFailure(context, child, cause, directive);
        }
    }

    // An actor that can't even be created is not tried again at once, without end: the master sees it stop, and counts that.
    private static Directive DirectiveFor(Exception cause) =>
        cause is ActorInitializationException ? Directive.Stop : Directive.Restart;
}
