#pragma warning disable CA2016 // Each overload is called on purpose.
namespace Kamisama.Runtime.Tests;

/// <summary>Compiled, not run: refs, systems, time, questions, the stash and the shutdown, with their exact signatures.</summary>
public static class ServiceSignatures
{
    public static object[] Refs(IActorRef actor, ActorSelection selection, object message, CancellationToken token)
    {
        actor.Tell(message);
        actor.Tell(message, ActorRefs.NoSender);
        actor.Forward(message);
        selection.Tell(message, actor);
        return
        [
            actor.Path.Name, actor.Path.Uid, actor.Path.Parent, actor.Path.Elements, actor.Path.ToStringWithoutAddress(),
            actor.CompareTo(actor), actor.Equals(actor), actor.IsNobody(), ActorRefs.Nobody, (ICanTell)actor,
            selection.Anchor, selection.PathString, selection.ResolveOne(TimeSpan.Zero), selection.ResolveOne(TimeSpan.Zero, token),
            actor.GracefulStop(TimeSpan.Zero), actor.GracefulStop(TimeSpan.Zero, message), actor.WatchAsync(token),
        ];
    }

    public static object[] Questions(IActorRef actor, object message, TimeSpan? timeout, CancellationToken token) =>
    [
        actor.Ask(message), actor.Ask(message, timeout), actor.Ask(message, token), actor.Ask(message, timeout, token),
        actor.Ask<string>(message), actor.Ask<string>(message, timeout), actor.Ask<string>(message, token),
        actor.Ask<string>(message, timeout, token), actor.Ask<string>(replyTo => (replyTo, message), timeout, token),
        Task.FromResult(1).PipeTo(actor), Task.FromResult(1).PipeTo(actor, actor, number => number, failure => failure),
        Task.FromResult(1).PipeTo(actor, true, actor, number => number, failure => failure),
        Task.CompletedTask.PipeTo(actor), Task.CompletedTask.PipeTo(actor, actor, () => message, failure => failure),
    ];

    public static object[] Systems(ActorSystem system, Props props, ActorPath path) =>
    [
        ActorSystem.Create("name"), system.ActorOf(props), system.ActorOf(props, "name"), system.ActorOf<ActorSignatures.Plain>(),
        system.Name, system.Scheduler, system.EventStream, system.DeadLetters, system.Log, system.WhenTerminated, system.Terminate(),
        system.ActorSelection("/user/*"), system.ActorSelection(path), new Action<IActorRef>(system.Stop), (IDisposable)system,
    ];

    public static object[] Scheduling(IScheduler scheduler, IActorRef to, object message, Action act, ICancelable cancelable, TimeSpan time)
    {
        scheduler.ScheduleTellOnce(time, to, message, to);
        scheduler.ScheduleTellOnce(time, to, message, to, cancelable);
        scheduler.ScheduleTellRepeatedly(time, time, to, message, to);
        scheduler.ScheduleTellRepeatedly(time, time, to, message, to, cancelable);
        scheduler.Advanced.ScheduleOnce(time, act);
        scheduler.Advanced.ScheduleOnce(time, act, cancelable);
        scheduler.Advanced.ScheduleRepeatedly(time, time, act);
        scheduler.Advanced.ScheduleRepeatedly(time, time, act, cancelable);
        cancelable.Cancel();
        cancelable.CancelAfter(time);
        cancelable.Cancel(throwOnFirstException: true);
        cancelable.CancelIfNotNull();
        return
        [
            scheduler.ScheduleTellOnceCancelable(time, to, message, to), scheduler.ScheduleTellRepeatedlyCancelable(time, time, to, message, to),
            scheduler.Now, scheduler.MonotonicClock, cancelable.IsCancellationRequested, cancelable.Token,
            new Cancelable(scheduler), new Cancelable(scheduler, time),
        ];
    }

    public static object[] Timers(ITimerScheduler timers, object key, object message, TimeSpan time, IActorRef sender)
    {
        timers.StartSingleTimer(key, message, time);
        timers.StartSingleTimer(key, message, time, sender);
        timers.StartPeriodicTimer(key, message, time);
        timers.StartPeriodicTimer(key, message, time, sender);
        timers.StartPeriodicTimer(key, message, time, time);
        timers.StartPeriodicTimer(key, message, time, time, sender);
        timers.Cancel(key);
        timers.CancelAll();
        return [timers.IsTimerActive(key), timers.ActiveTimers];
    }

    public static object[] Stash(IStash stash)
    {
        stash.Stash();
        stash.Unstash();
        stash.UnstashAll();
        stash.UnstashAll(envelope => envelope.Message is string && envelope.Sender is not null);
        stash.Prepend(stash.ClearStash());
        return [stash.Count, stash.IsEmpty, stash.NonEmpty, stash.IsFull, stash.Capacity];
    }

    public static object[] Shutdown(ActorSystem system, Func<Task<Done>> task)
    {
        CoordinatedShutdown shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "name", task);
        return
        [
            shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance), shutdown.Run(new OwnReason(), CoordinatedShutdown.PhaseServiceStop),
            shutdown.ShutdownReason!, shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop), shutdown.TotalTimeout, Done.Instance,
        ];
    }

    public static bool Events(EventStream stream, IActorRef to, object message)
    {
        stream.Publish(message);
        return stream.Subscribe(to, typeof(string)) | stream.Subscribe<string>(to) | stream.Unsubscribe(to, typeof(string))
            | stream.Unsubscribe<string>(to) | stream.Unsubscribe(to);
    }

    private sealed class OwnReason : CoordinatedShutdown.Reason;
}
