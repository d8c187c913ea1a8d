namespace Kamisama.Runtime.Tests;

public sealed class ActorSystemSpecs : Spec
{
    [Fact]
    public async Task Terminate_stops_all_actors_before_it_is_done()
    {
        for (int i = 0; i < 100; i++)
        {
            Actor(new Strings { Hooks = false, PostStop = _ => Probe.Add("stopped") });
        }

        Task terminated = System.Terminate();
        Assert.Same(terminated, System.Terminate());
        await terminated.WaitAsync(Patience);
        Assert.Equal(100, Probe.All.Length);
        Assert.True(System.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task After_Terminate_no_actor_can_be_made()
    {
        await System.Terminate().WaitAsync(Patience);
        Assert.Throws<InvalidOperationException>(() => Actor());
    }

    [Fact]
    public async Task Making_actors_while_the_system_ends_either_fails_or_they_are_stopped_too()
    {
        for (int round = 0; round < 20; round++)
        {
            var system = TestSystems.CreateReal("race");
            int started = 0;
            int stopped = 0;
            var strings = new Strings
            {
                Hooks = false,
                PreStart = _ => Interlocked.Increment(ref started),
                PostStop = _ => Interlocked.Increment(ref stopped),
            };
            var refused = Task.Run(() =>
            {
                while (Record.Exception(() => system.ActorOf(Puppet.Props(Probe, strings))) is not InvalidOperationException)
                {
                }
            });
            await system.Terminate().WaitAsync(Patience);
            await refused.WaitAsync(Patience);
            Assert.Equal(started, stopped);
        }
    }

    [Fact]
    public async Task The_user_guardian_restarts_top_level_actors_and_a_guardian_that_fails_ends_the_system()
    {
        IActorRef actor = Actor();
        actor.Tell(new FormatException("planned"), null);
        actor.Tell("alive", null);
        Probe.Expect("alive");

        var strict = TestSystems.CreateEscalating();
        strict.ActorOf(Puppet.Props(Probe)).Tell(new FormatException("planned"), null);
        await strict.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task What_is_registered_runs_when_all_actors_are_gone_last_one_first()
    {
        IActorRef actor = Actor(new Strings { Hooks = false, PostStop = _ => Probe.Add("PostStop") });
        Settle(actor);
        System.RegisterOnTermination(() => Probe.Add("first"));
        System.RegisterOnTermination(() => throw new FormatException("planned"));
        System.RegisterOnTermination(() => Probe.Add("last"));
        await System.Terminate().WaitAsync(Patience);
        Probe.Expect("PostStop", "last", "first");
        Assert.Throws<InvalidOperationException>(() => System.RegisterOnTermination(() => { }));
    }

    [Fact]
    public void Dispose_waits_for_the_end()
    {
        ActorSystem system = TestSystems.CreateReal("short");
        system.ActorOf(Puppet.Props(Probe, new Strings { Hooks = false, PostStop = _ => Probe.Add("PostStop") }));
        system.Dispose();
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
        Assert.Equal(["PostStop"], Probe.All);
        system.Dispose();
    }

    [Fact]
    public void A_stop_from_outside_ends_an_actor_and_leaves_the_others()
    {
        IActorRef actor = Actor();
        IActorRef other = Actor();
        System.Stop(actor);
        AwaitDeath(actor);
        other.Tell("alive", null);
        Probe.Expect("alive");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a_b")]
    public void A_name_that_is_not_valid_is_refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => ActorSystem.Create(name));

    [Fact]
    public void Refs_are_equal_by_identity_and_sort_by_path()
    {
        IActorRef a = Actor(name: "a");
        IActorRef b = Actor(name: "b");
        Assert.True(a.Equals(a));
        Assert.False(a.Equals(b));
        Assert.True(a.CompareTo(b) < 0);
        Assert.True(ActorRefs.Nobody.IsNobody());
        Assert.Equal(["a", "b"], new[] { b, a }.Order().Select(actor => actor.Path.Name));
    }
}
