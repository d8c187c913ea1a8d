namespace Kamisama.Runtime.Tests;

public sealed class DeathWatchSpecs : Spec
{
    [Fact]
    public void Terminated_comes_once_after_all_that_the_dead_actor_sent()
    {
        IActorRef watcher = Actor();
        IActorRef subject = System.ActorOf(Puppet.Props(new Probe()));
        In(watcher, context =>
        {
            context.Watch(subject);
            context.Watch(subject);
        });
        In(subject, context =>
        {
            for (int i = 0; i < 100; i++)
            {
                watcher.Tell(i);
            }

            context.Stop(context.Self);
        });
        for (int i = 0; i < 100; i++)
        {
            Probe.Expect(i);
        }

        var terminated = Probe.Next<Terminated>();
        Assert.Same(subject, terminated.ActorRef);
        Assert.True(terminated.ExistenceConfirmed);
        Settle(watcher);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Watching_a_dead_actor_is_answered_at_once_without_confirmation()
    {
        IActorRef subject = System.ActorOf(Puppet.Props(new Probe()));
        System.Stop(subject);
        AwaitDeath(subject);
        IActorRef watcher = Actor();
        In(watcher, context => context.Watch(subject));
        Assert.False(Probe.Next<Terminated>().ExistenceConfirmed);
        Settle(watcher);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Watching_again_after_Terminated_is_answered_again()
    {
        IActorRef subject = System.ActorOf(Puppet.Props(new Probe()));
        System.Stop(subject);
        IActorRef watcher = Actor();
        In(watcher, context => context.Watch(subject));
        Probe.Next<Terminated>();
        In(watcher, context => context.Watch(subject));
        Probe.Next<Terminated>();
    }

    [Fact]
    public void Unwatch_removes_even_a_queued_Terminated()
    {
        IActorRef watcher = Actor();
        IActorRef subject = System.ActorOf(Puppet.Props(new Probe()));
        DieBefore(watcher, subject, context => context.Unwatch(subject));
        Probe.Expect("looked");
        Settle(watcher);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Unwatch_and_watch_again_while_Terminated_is_queued_gives_one()
    {
        IActorRef watcher = Actor();
        IActorRef subject = System.ActorOf(Puppet.Props(new Probe()));
        DieBefore(watcher, subject, context =>
        {
            context.Unwatch(subject);
            context.Watch(subject);
        });
        Probe.Expect("looked");
        Probe.Next<Terminated>();
        Settle(watcher);
        Settle(watcher);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void Self_watch_is_ignored()
    {
        IActorRef actor = Actor();
        In(actor, context => context.Watch(context.Self));
        System.Stop(actor);
        AwaitDeath(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void WatchWith_sends_its_message_in_place_of_Terminated_and_unhandled_it_kills_nobody()
    {
        IActorRef watcher = Actor();
        IActorRef subject = System.ActorOf(Puppet.Props(new Probe()));
        In(watcher, context => context.WatchWith(subject, "gone"));
        System.Stop(subject);
        Probe.Expect("gone");
    }

    [Fact]
    public void Unhandled_Terminated_is_a_death_pact()
    {
        var decisions = new Probe();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Stop, decisions) });
        IActorRef watcher = In(parent, context => context.ActorOf(Props.Create(() => new Careless())));
        IActorRef subject = System.ActorOf(Puppet.Props(new Probe()));
        watcher.Tell(subject, null);
        System.Stop(subject);
        Assert.Same(subject, decisions.Next<DeathPactException>().DeadActor);
        AwaitDeath(watcher);
    }

    [Fact]
    public void A_made_up_Terminated_is_not_delivered()
    {
        IActorRef actor = Actor();
        actor.Tell(new Terminated(System.DeadLetters, true, false), null);
        Settle(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_stopping_actor_is_told_no_more_deaths_and_makes_no_dead_letters_of_them()
    {
        var letters = new Probe();
        IActorRef listener = System.ActorOf(Puppet.Props(letters));
        System.EventStream.Subscribe<AllDeadLetters>(listener);
        IActorRef parent = Actor();
        In(parent, context =>
        {
            for (int i = 0; i < 10; i++)
            {
                context.Watch(context.ActorOf(Puppet.Props(new Probe())));
            }
        });
        System.Stop(parent);
        AwaitDeath(parent);
        Settle(listener);
        letters.ExpectNothingMore();
        Probe.ExpectNothingMore();
    }

    /// <summary>
    /// In the watcher's turn the subject dies, with the look queued already. The news is a system message, taken after this turn's
    /// message and before the next one, so Terminated is queued behind the look.
    /// </summary>
    private void DieBefore(IActorRef watcher, IActorRef subject, Action<IUntypedActorContext> look) => In(watcher, context =>
    {
        context.Watch(subject);
        context.Self.Tell(new Do(inner =>
        {
            look(inner);
            Probe.Add("looked");
        }));
        System.Stop(subject);
        AwaitDeath(subject);
    });

    private sealed class Careless : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is IActorRef subject)
            {
                Context.Watch(subject);
            }
            else
            {
                Unhandled(message);
            }
        }
    }
}
