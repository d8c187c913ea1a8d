namespace Kamisama.Runtime;

public abstract partial class ActorBase
{
    private SupervisorStrategy? _strategy;

    /// <summary>Before the first message of the first incarnation (and, by default, of each later one: <see cref="PostRestart"/>).</summary>
    protected virtual void PreStart() { }

    /// <summary>
    /// After the last message, when all children are gone. Runs for an instance that is being replaced too, by default
    /// (<see cref="PreRestart"/>). Write it so that a second call does no harm: a stop during a restart calls it again.
    /// </summary>
    protected virtual void PostStop() { }

    // The message may be absent, and overriders write either "object" or "object?": both must compile here, as they do on Akka.NET.
#nullable disable annotations
    /// <summary>
    /// On the old instance, before the new one is made. By default: unwatches and stops all children, then <see cref="PostStop"/>.
    /// Children that are left alive are restarted after this actor.
    /// </summary>
    /// <param name="reason">The failure.</param>
    /// <param name="message">The message that failed; <see langword="null"/> if the failure was not this actor's or came from a hook.</param>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (IActorRef child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        PostStop();
    }

    /// <summary>Around <see cref="PreRestart"/>; cancels the timers first.</summary>
    /// <param name="cause">The failure.</param>
    /// <param name="message">The message that failed, or <see langword="null"/>.</param>
    public virtual void AroundPreRestart(Exception cause, object message)
    {
        CancelTimers();
        PreRestart(cause, message);
    }

    /// <summary>Around <see cref="PostRestart"/>.</summary>
    /// <param name="cause">The failure.</param>
    /// <param name="message">Always <see langword="null"/>; here for Akka.NET's signature.</param>
    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);
#nullable restore annotations

    /// <summary>On the new instance. By default: <see cref="PreStart"/>.</summary>
    /// <param name="reason">The failure that led to the restart.</param>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Around <see cref="PreStart"/>.</summary>
    public virtual void AroundPreStart() => PreStart();

    /// <summary>Around <see cref="PostStop"/>; cancels the timers first.</summary>
    public virtual void AroundPostStop()
    {
        CancelTimers();
        PostStop();
    }

    /// <summary>
    /// How this actor supervises its children; asked once for each instance. A strategy in the <see cref="Runtime.Props"/> overrides it.
    /// </summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Runtime.SupervisorStrategy.DefaultStrategy;

    internal SupervisorStrategy StrategyOfInstance() => _strategy ??= SupervisorStrategy() ?? Runtime.SupervisorStrategy.DefaultStrategy;

    private void CancelTimers()
    {
        if (this is IWithTimers { Timers: { } timers })
        {
            timers.CancelAll();
        }
    }
}
