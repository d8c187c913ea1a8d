namespace Kamisama.Runtime.Tests;

public sealed class CreationSpecs : Spec
{
    [Fact]
    public void A_constructor_that_throws_is_reported_as_ActorInitializationException_and_stops_the_actor()
    {
        var decisions = new Probe();
        var cause = new FormatException("in the constructor");
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = DefaultButReporting(decisions) });
        IActorRef child = ChildOf(parent, Probe, new Strings { Constructor = () => throw cause });
        var reported = decisions.Next<ActorInitializationException>();

        // Akka.NET wraps what a constructor throws twice more, because it calls it by reflection.
        Assert.Same(cause, reported.GetBaseException());
        Assert.Same(child, reported.Actor);
        AwaitDeath(child);
        Probe.Expect("Constructor");
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_PreStart_that_throws_is_reported_as_ActorInitializationException_and_no_PostStop_follows()
    {
        var decisions = new Probe();
        var cause = new FormatException("in PreStart");
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = DefaultButReporting(decisions) });
        IActorRef child = ChildOf(parent, Probe, new Strings { PreStart = _ => throw cause });
        Assert.Same(cause, decisions.Next<ActorInitializationException>().InnerException);
        AwaitDeath(child);
        Probe.Expect("Constructor", "PreStart");
        Probe.ExpectNothingMore();
    }

    [Theory]
    [InlineData(Directive.Restart)]
    [InlineData(Directive.Resume)]
    public void Restart_and_resume_of_a_never_created_actor_create_it(Directive directive)
    {
        int tries = 0;
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(directive) });
        IActorRef child = ChildOf(parent, Probe, new Strings
        {
            PreStart = context =>
            {
                context.ActorOf(Puppet.Props(new Probe()), "grandchild");
                if (++tries < 3)
                {
                    throw new FormatException("not yet");
                }
            },
        });
        child.Tell("waits", null);
        Probe.Expect("Constructor", "PreStart", "Constructor", "PreStart", "Constructor", "PreStart", "waits");
    }

    [Fact]
    public void An_actor_made_with_new_is_refused()
    {
        Assert.Throws<ActorInitializationException>(() => new Puppet(Probe, new Strings()));
    }

    [Fact]
    public async Task Self_in_a_recipe_is_the_parent_that_wrote_it()
    {
        IActorRef parent = System.ActorOf(Props.Create(() => new Writer()));
        Assert.Same(parent, await parent.Ask<IActorRef>("self"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$mine")]
    [InlineData("a/b")]
    [InlineData("ä")]
    public void A_name_that_is_not_valid_is_refused(string name) =>
        Assert.Throws<InvalidActorNameException>(() => Actor(name: name));

    [Fact]
    public void A_name_that_a_sibling_bears_is_refused_until_it_is_gone()
    {
        IActorRef first = Actor(name: "same");
        Assert.Throws<InvalidActorNameException>(() => Actor(name: "same"));
        IActorRef watcher = Actor();
        In(watcher, context => context.Watch(first));
        System.Stop(first);
        Probe.Next<Terminated>();
        AwaitFree("same");
    }

    [Fact]
    public void Generated_names_differ_and_paths_tell_where_an_actor_stands()
    {
        IActorRef parent = Actor(name: "parent");
        var names = new HashSet<string>();
        for (int i = 0; i < 100; i++)
        {
            Assert.True(names.Add(ChildOf(parent, Probe).Path.Name));
        }

        IActorRef child = ChildOf(parent, Probe, null, "child");
        Assert.Equal("/user/parent/child", child.Path.ToStringWithoutAddress());
        Assert.Equal(["user", "parent", "child"], child.Path.Elements);
        Assert.Equal(parent.Path, child.Path.Parent);
        Assert.NotEqual(parent.Path.Uid, child.Path.Uid);
    }

    private sealed class Writer : ReceiveActor
    {
        public Writer() => ReceiveAny(_ => Context.ActorOf(Props.Create(() => new Born(Self))).Forward("whose"));
    }

    private sealed class Born : ReceiveActor
    {
        public Born(IActorRef given) => ReceiveAny(_ => Sender.Tell(given));
    }

    private static SupervisorStrategy DefaultButReporting(Probe probe) => new OneForOneStrategy(cause =>
    {
        probe.Add(cause);
        return SupervisorStrategy.DefaultDecider.Decide(cause);
    });
}
