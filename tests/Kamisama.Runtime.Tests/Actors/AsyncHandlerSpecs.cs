namespace Kamisama.Runtime.Tests;

public sealed partial class AsyncHandlerSpecs : Spec
{
    [Fact]
    public void The_next_message_comes_when_the_task_has_ended()
    {
        var gate = new Gate();
        IActorRef actor = Sleeper(gate);
        actor.Tell("first", null);
        actor.Tell(1, null);
        Probe.Expect("first begins");
        gate.Open();
        Probe.Expect("first ends", 1);
    }

    [Fact]
    public void Context_Self_and_Sender_are_what_they_were_after_each_await()
    {
        IActorRef asker = Actor();
        var seen = new TaskCompletionSource<(IActorRef, IActorRef, IActorRef)>();
        Func<Func<(IActorRef, IActorRef, IActorRef)>, Task> handler = async context =>
        {
            for (int i = 0; i < 3; i++)
            {
                await Task.Yield();
                await Task.Run(static () => { });
            }

            seen.SetResult(context());
        };
        IActorRef actor = System.ActorOf(Props.Create(() => new Awaiting(handler)));
        actor.Tell("go", asker);
        Assert.Equal((actor, actor, asker), Await(seen.Task, "what the handler sees after its awaits"));
    }

    [Fact]
    public void What_a_handler_tells_after_an_await_comes_from_its_actor()
    {
        IActorRef listener = System.ActorOf(Props.Create(() => new Senders(Probe)));
        Func<Func<(IActorRef, IActorRef, IActorRef)>, Task> handler = async _ =>
        {
            await Task.Yield();
            listener.Tell("hello");
        };
        IActorRef actor = System.ActorOf(Props.Create(() => new Awaiting(handler)));
        actor.Tell("go", null);
        Probe.Expect(actor);
    }

    [Fact]
    public void A_failure_after_an_await_fails_the_actor_with_that_message_in_hand()
    {
        var decisions = new Probe();
        var gate = new Gate();
        IActorRef child = Supervised(gate, Directive.Restart, decisions);
        child.Tell("fail", null);
        child.Tell(1, null);
        Probe.Expect("fail begins");
        gate.Open();
        Assert.Equal("planned", decisions.Next<FormatException>().Message);
        Probe.Expect("PreRestart fail", 1);
    }

    [Fact]
    public void A_failure_before_the_first_await_is_reported_the_same_way()
    {
        var decisions = new Probe();
        IActorRef child = Supervised(new Gate(), Directive.Restart, decisions);
        child.Tell("fail at once", null);
        child.Tell(1, null);
        decisions.Next<FormatException>();
        Probe.Expect("PreRestart fail at once", 1);
    }

    [Fact]
    public void A_cancelled_task_fails_the_actor_too()
    {
        var decisions = new Probe();
        IActorRef child = Supervised(new Gate(), Directive.Resume, decisions);
        child.Tell("cancel", null);
        child.Tell(1, null);
        decisions.Next<TaskCanceledException>();
        Probe.Expect(1);
    }

    [Fact]
    public void A_stop_does_not_wait_for_the_task_and_its_rest_never_runs()
    {
        var gate = new Gate();
        IActorRef actor = Sleeper(gate);
        actor.Tell("first", null);
        Probe.Expect("first begins");
        System.Stop(actor);
        AwaitDeath(actor);
        gate.Open();
        Settle(Actor());
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_watch_and_a_stop_are_answered_while_a_task_runs()
    {
        var gate = new Gate();
        IActorRef actor = Sleeper(gate);
        actor.Tell("first", null);
        Probe.Expect("first begins");
        IActorRef watcher = Actor();
        In(watcher, context => context.Watch(actor));
        Settle(watcher);
        System.Stop(actor);
        Assert.True(Probe.Next<Terminated>().ExistenceConfirmed);
        gate.Open();
    }

    [Fact]
    public void A_failed_child_waits_for_a_decision_until_the_task_has_ended()
    {
        var gate = new Gate();
        IActorRef parent = System.ActorOf(Props.Create(() => new Parental(Probe, gate.Passed)));
        var first = Await(parent.Ask<IActorRef>("child"), "a child");
        var second = Await(parent.Ask<IActorRef>("child"), "a child");
        parent.Tell("work", null);
        Probe.Expect("work begins");
        var fail = new Do(_ =>
        {
            Probe.Add("fails");
            throw new FormatException("planned");
        });
        first.Tell(fail, null);
        second.Tell(fail, null);
        Probe.Expect("fails", "fails");

        // The end of the second comes behind its failure: the one is seen at once, the other would have been seen before it.
        System.Stop(second);
        Probe.Expect("gone");
        gate.Open();
        Probe.Expect("work ends", "decided");
        System.Stop(parent);
    }

    [Fact]
    public void A_restart_that_meets_a_running_task_makes_the_instance_at_once_and_its_first_message_waits()
    {
        var gate = new Gate();
        IActorRef parent = Actor(new Strings { Hooks = false, PreRestart = static (_, _) => { } });
        IActorRef child = In(parent, context => context.ActorOf(Props.Create(() => new Worker(Probe, gate.Passed))));
        child.Tell("first", null);
        child.Tell(1, null);
        Probe.Expect("first begins");
        parent.Tell(new FormatException("planned"), null);
        Probe.Expect("PreRestart ");
        gate.Open();
        Probe.Expect("first ends", 1);
    }

    [Fact]
    public void Handlers_are_chosen_by_type_filter_and_order()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new Sorting(Probe)));
        foreach (object message in new object[] { 1, 20, 'c', 'd', "text", 2L, 30L, 2.5 })
        {
            actor.Tell(message, null);
        }

        Probe.Expect("int 1", "big 20", "char c", "later d", "string text", "long 2", "big 30", "any 2.5");
    }

    [Fact]
    public void Two_tasks_of_one_message_both_end_before_the_next()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new Doubling(Probe)));
        actor.Tell("go", null);
        actor.Tell("next", null);
        Probe.Expect("returned");
        Assert.Equal<object>(["a", "b"], new[] { Probe.Next<object>(), Probe.Next<object>() }.Order());
        Probe.Expect("next");
    }

    [Fact]
    public void RunTask_takes_a_plain_action_too_and_is_refused_outside_of_a_turn()
    {
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Resume, Probe) });
        IActorRef actor = In(parent, context => context.ActorOf(Props.Create(() => new Doubling(Probe))));
        actor.Tell(new FormatException("planned"), null);
        Probe.Expect("goes on");
        Probe.Next<FormatException>();
        actor.Tell("outside", null);
        Probe.Next<InvalidOperationException>();
    }

    private IActorRef Sleeper(Gate gate) => System.ActorOf(Props.Create(() => new Worker(Probe, gate.Passed)));

    private IActorRef Supervised(Gate gate, Directive directive, Probe decisions)
    {
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(directive, decisions) });
        return In(parent, context => context.ActorOf(Props.Create(() => new Worker(Probe, gate.Passed))));
    }
}
