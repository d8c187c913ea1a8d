namespace Kamisama.Runtime.Tests;

/// <summary>A system on virtual time, and short forms for tests. The system must end with the test.</summary>
public abstract class Spec : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected Spec() => System = TestSystems.Create(Time);

    protected ManualTimeProvider Time { get; } = new();

    protected ActorSystem System { get; }

    protected Probe Probe { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await System.Terminate().WaitAsync(Patience);

    /// <summary>A top-level actor that reports to <see cref="Probe"/>.</summary>
    protected IActorRef Actor(Strings? strings = null, string? name = null, Probe? probe = null) =>
        System.ActorOf(Puppet.Props(probe ?? Probe, strings), name);

    /// <summary>A child of a puppet.</summary>
    protected static IActorRef ChildOf(IActorRef parent, Probe probe, Strings? strings = null, string? name = null) =>
        In(parent, context => context.ActorOf(Puppet.Props(probe, strings), name));

    /// <summary>Runs code in a puppet's turn and returns what it returns.</summary>
    protected static T In<T>(IActorRef actor, Func<IUntypedActorContext, T> act)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Tell(new Do(context => done.SetResult(act(context))), null);
        return Await(done.Task, $"{actor} to run a piece of code");
    }

    protected static void In(IActorRef actor, Action<IUntypedActorContext> act) => In(actor, context =>
    {
        act(context);
        return true;
    });

    /// <summary>Everything sent before has been processed.</summary>
    protected static void Settle(IActorRef actor) => In(actor, static _ => true);

    /// <summary>The actor is gone. Its parent may learn of it a moment later than we.</summary>
    protected static void AwaitDeath(IActorRef actor) =>
        Assert.True(Await(actor.WatchAsync(), $"the death of {actor}"));

    /// <summary>A new top-level actor of that name, as soon as the guardian knows that the old one is gone.</summary>
    protected IActorRef AwaitFree(string name)
    {
        IActorRef? made = null;
        Assert.True(
            SpinWait.SpinUntil(() => Record.Exception(() => made = Actor(name: name)) is null, Patience), $"Awaited that the name {name} is free.");
        return made!;
    }

    protected static T Await<T>(Task<T> task, string what)
    {
        Assert.True(task.Wait(Patience), $"Awaited {what} for {Patience.TotalSeconds} s.");
        return task.Result;
    }

    /// <summary>A timer is set. What sets one beside the test must have done so before the clock is moved.</summary>
    protected void AwaitTimer() =>
        Assert.True(SpinWait.SpinUntil(() => Time.ArmedTimers > 0, Patience), "Awaited that a timer is set.");

    /// <summary>The actor has failed, or its parent has, and the supervisor has not decided yet.</summary>
    protected static void AwaitSuspended(IActorRef actor) =>
        Assert.True(SpinWait.SpinUntil(() => Inside.IsSuspended(actor), Patience), $"Awaited that {actor} is suspended.");

    /// <summary>A strategy that reports each failure and decides the same each time.</summary>
    protected static SupervisorStrategy Always(Directive directive, Probe? probe = null) => new OneForOneStrategy(cause =>
    {
        probe?.Add(cause);
        return directive;
    });
}
