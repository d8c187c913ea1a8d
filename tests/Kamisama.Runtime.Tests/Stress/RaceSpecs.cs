namespace Kamisama.Runtime.Tests;

/// <summary>Two things that happen to one actor at the same time, many times over.</summary>
public sealed class RaceSpecs : Spec
{
    [Fact]
    public async Task A_restart_that_races_a_stop_ends_in_one_death_and_leaves_no_instance()
    {
        const int Rounds = 300;
        int made = 0, ended = 0;
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Restart) });
        Props props = Props.Create(() => new Racer(() => Interlocked.Increment(ref made), () => Interlocked.Increment(ref ended)));
        IActorRef watcher = Actor();
        for (int round = 0; round < Rounds; round++)
        {
            IActorRef actor = In(parent, context => context.ActorOf(props));
            In(watcher, context => context.Watch(actor));
            actor.Tell("fail", null);
            await Task.WhenAll(Task.Run(() => System.Stop(actor)), Task.Run(() => actor.Tell("fail", null)));
            Assert.Same(actor, Probe.Next<Terminated>($"the death of round {round}").ActorRef);
        }

        Settle(watcher);
        Probe.ExpectNothingMore();

        // Akka.NET ends an instance after it has told the watchers.
        SpinWait.SpinUntil(() => Volatile.Read(ref made) == Volatile.Read(ref ended), Patience);
        Assert.True(made == ended, $"{made} instances were made, {ended} were ended");
        Assert.Empty(In(parent, context => context.GetChildren()));
    }

    [Fact]
    public async Task A_stop_that_races_an_asynchronous_handler_ends_in_one_death_and_the_handler_runs_alone()
    {
        const int Rounds = 300;
        IActorRef watcher = Actor();
        for (int round = 0; round < Rounds; round++)
        {
            var inside = new int[1];
            IActorRef actor = System.ActorOf(Props.Create(() => new Sleeper(Probe, inside)));
            In(watcher, context => context.Watch(actor));
            Task telling = Task.Run(() => Parallel.For(0, 20, i => actor.Tell(i, null)));
            Task stopping = Task.Run(() => System.Stop(actor));
            await Task.WhenAll(telling, stopping);
            Assert.Same(actor, Probe.Next<Terminated>($"the death of round {round}").ActorRef);
        }
    }

    [Fact]
    public void A_restart_that_races_an_asynchronous_handler_loses_no_message_behind_it()
    {
        const int Rounds = 300;
        IActorRef grand = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Restart) });
        IActorRef parent = ChildOf(grand, Probe, new Strings { Hooks = false, PreRestart = static (_, _) => { } });
        var inside = new int[1];
        IActorRef actor = In(parent, context => context.ActorOf(Props.Create(() => new Sleeper(Probe, inside))));
        for (int round = 0; round < Rounds; round++)
        {
            actor.Tell(round, null);
            parent.Tell(new FormatException("planned"), null);
            actor.Tell("report", null);
            Probe.Expect("reported");
        }
    }

    [Fact]
    public void An_unwatch_that_races_the_death_is_followed_by_no_Terminated()
    {
        const int Rounds = 500;
        for (int round = 0; round < Rounds; round++)
        {
            IActorRef subject = System.ActorOf(Puppet.Props(new Probe()));
            IActorRef watcher = Actor();
            In(watcher, context => context.Watch(subject));
            System.Stop(subject);
            watcher.Tell(new Do(context =>
            {
                context.Unwatch(subject);
                Probe.Add("unwatched");
            }), null);

            // It may have come before, never after.
            if (Probe.Next<object>() is Terminated)
            {
                Probe.Expect("unwatched");
            }

            AwaitDeath(subject);
            Settle(watcher);
            Settle(watcher);
            Probe.ExpectNothingMore();
            System.Stop(watcher);
        }
    }

    [Fact]
    public void Failures_of_siblings_and_parents_at_once_leave_nobody_suspended()
    {
        const int Rounds = 100;
        var all = new AllForOneStrategy(Decide);
        IActorRef grand = Actor(new Strings { Hooks = false, Strategy = new OneForOneStrategy(Decide), PreRestart = static (_, _) => { } });
        IActorRef[] parents = [.. Enumerable.Range(0, 3).Select(_ => ChildOf(grand, Probe, Keeping(all)))];
        IActorRef[] children = [.. parents.SelectMany(parent => Enumerable.Range(0, 4).Select(_ => ChildOf(parent, Probe, Keeping(all))))];
        for (int round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            IActorRef[] victims = [.. children.Concat(parents).OrderBy(_ => random.Next()).Take(6)];
            Exception[] failures = [.. victims.Select(_ => (Exception)(random.Next(3) switch
            {
                0 => new FormatException("restart"),
                1 => new InvalidOperationException("resume"),
                _ => new NotSupportedException("escalate"),
            }))];
            Parallel.For(0, victims.Length, i => victims[i].Tell(failures[i], null));
            foreach (IActorRef actor in children.Concat(parents).Append(grand))
            {
                // Who is still suspended never gets there.
                Settle(actor);
            }
        }
    }

    [Fact]
    public void Restarts_and_stashes_keep_the_order_of_messages()
    {
        const int Count = 20_000;
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Restart) });
        IActorRef actor = In(parent, context => context.ActorOf(Props.Create(() => new Orderly(Probe))));
        var random = new Random(7);
        for (int i = 0; i < Count; i++)
        {
            actor.Tell(i, null);
            switch (random.Next(50))
            {
                case 0: actor.Tell("fail", null); break;
                case 1: actor.Tell("shut", null); break;
                case < 6: actor.Tell("open", null); break;
            }
        }

        actor.Tell("open", null);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(i, Probe.Next<int>($"message {i}"));
        }
    }

    [Fact]
    public void Each_of_many_watchers_is_told_of_each_death_once_whatever_it_was()
    {
        const int Subjects = 200;
        const int Watchers = 5;
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Stop) });
        IActorRef[] subjects = In(parent, context => Enumerable.Range(0, Subjects)
            .Select(_ => context.ActorOf(Puppet.Props(new Probe()))).ToArray());
        var probes = new Probe[Watchers];
        IActorRef[] watchers = [.. Enumerable.Range(0, Watchers).Select(i => Actor(probe: probes[i] = new Probe())), parent];
        Array.ForEach(subjects, subject => parent.Tell(new Do(context => context.Watch(subject)), null));
        Parallel.For(0, Subjects, i =>
        {
            Array.ForEach(watchers, watcher => watcher.Tell(new Do(context => context.Watch(subjects[i])), null));
            switch (i % 4)
            {
                case 0: System.Stop(subjects[i]); break;
                case 1: subjects[i].Tell(PoisonPill.Instance, null); break;
                case 2: subjects[i].Tell(Kill.Instance, null); break;
                default: subjects[i].Tell(new FormatException("planned"), null); break;
            }
        });
        foreach (Probe probe in probes)
        {
            IActorRef[] told = [.. Enumerable.Range(0, Subjects).Select(i => probe.Next<Terminated>($"death {i}").ActorRef)];
            Assert.Equal(Subjects, told.Distinct().Count());
        }

        Array.ForEach(watchers, Settle);
        Array.ForEach(probes, probe => probe.ExpectNothingMore());
    }

    private static Strings Keeping(SupervisorStrategy strategy) =>
        new() { Hooks = false, Strategy = strategy, PreRestart = static (_, _) => { } };

    private static Directive Decide(Exception cause) => cause switch
    {
        FormatException => Directive.Restart,
        InvalidOperationException => Directive.Resume,
        _ => Directive.Escalate,
    };
}
