namespace Kamisama.Runtime.Tests;

public sealed class ActorSelectionSpecs : Spec
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_path_finds_its_actor_from_the_root_from_here_and_as_a_whole()
    {
        (IActorRef top, IActorRef left, IActorRef right) = Family();
        Assert.Same(left, await System.ActorSelection("/user/top/left").ResolveOne(s_soon));
        Assert.Same(left, await System.ActorSelection("user/top/left").ResolveOne(s_soon));
        Assert.Same(left, await System.ActorSelection(left.Path).ResolveOne(s_soon));
        Assert.Same(left, await System.ActorSelection(left.Path.ToString()).ResolveOne(s_soon));
        Assert.Same(left, await In(top, context => context.ActorSelection("left")).ResolveOne(s_soon));
        Assert.Same(left, await In(right, context => context.ActorSelection("../left")).ResolveOne(s_soon));
        Assert.Same(top, await In(right, context => context.ActorSelection("..")).ResolveOne(s_soon));
        Assert.Same(left, await System.ActorSelection(top, "left").ResolveOne(s_soon));
        Assert.Same(top, await new ActorSelection(top, "").ResolveOne(s_soon));
    }

    [Fact]
    public void Tell_keeps_the_sender_and_takes_the_running_actor_for_it()
    {
        (IActorRef top, IActorRef left, _) = Family();
        IActorRef listener = System.ActorOf(Props.Create(() => new Senders(Probe)), "listener");
        System.ActorSelection("/user/listener").Tell("a", left);
        Probe.Expect(left);
        In(top, context => context.ActorSelection("/user/listener").Tell("b"));
        Probe.Expect(top);
        System.ActorSelection(listener.Path).Tell("c");
        Probe.Expect(System.DeadLetters);
    }

    [Theory]
    [InlineData("/user/top/*", "left right")]
    [InlineData("/user/top/l*", "left")]
    [InlineData("/user/top/?ight", "right")]
    [InlineData("/user/top/R*T", "right")]
    [InlineData("/user/*/left", "left")]
    [InlineData("/user/top/*/..", "top top")]
    [InlineData("/user/top/**", "deep left right")]
    [InlineData("/user/top/*/deep", "deep")]
    public void Wildcards_find_all_that_match(string path, string expected)
    {
        Family();
        System.ActorSelection(path).Tell(new Identify("who"), System.ActorOf(Props.Create(() => new Names(Probe))));
        IEnumerable<string> found = expected.Split(' ').Select(_ => Probe.Next<string>()).Order();
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public async Task A_path_without_an_actor_answers_Identify_with_nobody_and_ResolveOne_with_an_exception()
    {
        Family();
        var identity = await System.ActorSelection("/user/top/nobody").Ask<ActorIdentity>(new Identify(7), s_soon);
        Assert.Equal(7, identity.MessageId);
        Assert.Null(identity.Subject);
        foreach (string path in new[] { "/user/top/nobody", "/user/top/x*", "/user/nobody/left", "nonsense", "akka://other/user/top" })
        {
            await Assert.ThrowsAsync<ActorNotFoundException>(() => System.ActorSelection(path).ResolveOne(s_soon));
        }
    }

    [Fact]
    public void What_reaches_nobody_is_a_dead_letter_for_that_path()
    {
        var letters = new Probe();
        System.EventStream.Subscribe(System.ActorOf(Puppet.Props(letters)), typeof(DeadLetter));
        IActorRef top = Actor(name: "top");
        System.ActorSelection("/user/top/nobody").Tell("lost", top);
        var letter = letters.Next<DeadLetter>();
        Assert.Equal("lost", letter.Message);
        Assert.Same(top, letter.Sender);
        Assert.Equal(top.Path / "nobody", letter.Recipient.Path);
    }

    [Fact]
    public async Task ResolveOne_gives_up_when_the_time_is_up_or_the_token_is_cancelled()
    {
        IActorRef busy = Actor(name: "busy");
        using var gate = new ManualResetEventSlim();
        busy.Tell(new Do(_ => gate.Wait()), null);
        using var cancel = new CancellationTokenSource();
        Task<IActorRef> found = System.ActorSelection("/user/busy").ResolveOne(s_soon, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<ActorNotFoundException>(() => found);
        gate.Set();
    }

    [Fact]
    public async Task A_selection_finds_the_present_bearer_of_the_name()
    {
        IActorRef first = Actor(name: "same");
        ActorSelection selection = System.ActorSelection("/user/same");
        Assert.Same(first, await selection.ResolveOne(s_soon));
        System.Stop(first);
        AwaitDeath(first);
        await Assert.ThrowsAsync<ActorNotFoundException>(() => selection.ResolveOne(s_soon));
        IActorRef second = AwaitFree("same");
        Assert.Same(second, await selection.ResolveOne(s_soon));
    }

    [Fact]
    public async Task The_guardians_and_the_dead_letters_have_paths()
    {
        IActorRef user = await System.ActorSelection("/user").ResolveOne(s_soon);
        Assert.Equal("/user", user.Path.ToStringWithoutAddress());
        Assert.Equal("/system", (await System.ActorSelection("/system").ResolveOne(s_soon)).Path.ToStringWithoutAddress());
        var letters = new Probe();
        System.EventStream.Subscribe(System.ActorOf(Puppet.Props(letters)), typeof(DeadLetter));
        System.ActorSelection("/deadLetters").Tell("letter");
        Assert.Equal("letter", letters.Next<DeadLetter>().Message);
    }

    [Fact]
    public void All_below_can_only_be_asked_for_at_the_end() =>
        Assert.Throws<IllegalActorNameException>(() => System.ActorSelection("/user/**/left"));

    [Fact]
    public void Selections_are_equal_by_anchor_and_path()
    {
        Assert.Equal(System.ActorSelection("/user/a"), System.ActorSelection("user/a"));
        Assert.NotEqual(System.ActorSelection("/user/a"), System.ActorSelection("/user/b"));
        Assert.Equal("/user/a", System.ActorSelection("/user/a").PathString);
    }

    private (IActorRef Top, IActorRef Left, IActorRef Right) Family()
    {
        IActorRef top = Actor(name: "top");
        IActorRef left = ChildOf(top, Probe, name: "left");
        ChildOf(left, Probe, name: "deep");
        return (top, left, ChildOf(top, Probe, name: "right"));
    }

    private sealed class Senders : ReceiveActor
    {
        public Senders(Probe probe) => Receive<string>(_ => probe.Add(Sender));
    }

    private sealed class Names : ReceiveActor
    {
        public Names(Probe names) => Receive<ActorIdentity>(identity => names.Add(identity.Subject!.Path.Name));
    }
}
