namespace Kamisama.Runtime.Tests;

public sealed class ReceiveActorSpecs : Spec
{
    [Fact]
    public void The_first_handler_that_fits_gets_the_message()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new Sorting(Probe)));
        foreach (object message in new object[] { 1, 20, 5, "text", 'c', 2.5 })
        {
            actor.Tell(message, null);
        }

        Probe.Expect("int 1", "big 20", "int 5", "string text", "char c", "any 2.5");
    }

    [Fact]
    public void Become_replaces_the_handlers_and_what_it_does_not_list_is_unhandled()
    {
        System.EventStream.Subscribe<UnhandledMessage>(System.ActorOf(Puppet.Props(Probe)));
        IActorRef actor = System.ActorOf(Props.Create(() => new Switching(Probe)));
        actor.Tell("go", null);
        Probe.Expect("going");
        actor.Tell("other", null);
        Probe.Expect("second other");
        actor.Tell(1, null);
        var unhandled = Probe.Next<UnhandledMessage>();
        Assert.Equal(1, unhandled.Message);
        Assert.Same(actor, unhandled.Recipient);
        actor.Tell("back", null);
        actor.Tell("go", null);
        Probe.Expect("second back", "going");
    }

    [Fact]
    public void Listing_a_handler_at_the_wrong_moment_fails_the_actor()
    {
        var decisions = new Probe();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Stop, decisions) });
        In(parent, context => context.ActorOf(Props.Create(() => new Late()))).Tell("now", null);
        decisions.Next<InvalidOperationException>();
        In(parent, context => context.ActorOf(Props.Create(() => new AfterAny())));
        Assert.IsType<InvalidOperationException>(decisions.Next<ActorInitializationException>().GetBaseException());
    }

    [Fact]
    public void Handlers_by_run_time_type_and_deciding_ones_work_the_same()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new ByType(Probe)));
        actor.Tell(1, null);
        actor.Tell("no", null);
        actor.Tell("yes", null);
        Probe.Expect("type 1", "rest no", "decided yes");
    }

    [Fact]
    public void Forward_keeps_the_sender_and_Tell_sets_it()
    {
        IActorRef last = System.ActorOf(Props.Create(() => new Telling(Probe)));
        IActorRef asker = Actor();
        IActorRef middle = Actor();
        middle.Tell(new Do(_ => last.Forward("forwarded")), asker);
        Probe.Expect(("forwarded", asker));
        middle.Tell(new Do(_ => last.Tell("told")), asker);
        Probe.Expect(("told", middle));
        last.Tell("nobody");
        Probe.Expect(("nobody", System.DeadLetters));
    }

    [Fact]
    public async Task The_context_is_refused_outside_of_the_turn()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new Escaping()));
        var after = await actor.Ask<Task<Exception?>>("go", Patience);
        Assert.IsType<NotSupportedException>(await after);
    }

    private sealed class Sorting : ReceiveActor
    {
        public Sorting(Probe probe)
        {
            Receive<int>(number => probe.Add($"big {number}"), number => number > 10);
            Receive<int>(number => probe.Add($"int {number}"));
            Receive<string>(text => probe.Add($"string {text}"));
            Receive<IComparable<char>>(c => probe.Add($"char {c}"));
            ReceiveAny(any => probe.Add(FormattableString.Invariant($"any {any}")));
        }
    }

    private sealed class Switching : ReceiveActor
    {
        private readonly Probe _probe;

        public Switching(Probe probe)
        {
            _probe = probe;
            Receive<string>(_ =>
            {
                probe.Add("going");
                Become(Second);
            });
        }

        private void Second()
        {
            Receive<string>(
                text =>
                {
                    _probe.Add($"second {text}");
                    UnbecomeStacked();
                },
                text => text == "back");
            Receive<string>(text => _probe.Add($"second {text}"));
        }
    }

    private sealed class Late : ReceiveActor
    {
        public Late() => Receive<string>(_ => Receive<int>(_ => { }));
    }

    private sealed class AfterAny : ReceiveActor
    {
        public AfterAny()
        {
            ReceiveAny(_ => { });
            Receive<int>(_ => { });
        }
    }

    private sealed class ByType : ReceiveActor
    {
        public ByType(Probe probe)
        {
            Receive(typeof(int), number => probe.Add($"type {number}"));
            Receive<string>(text =>
            {
                if (text != "yes")
                {
                    return false;
                }

                probe.Add("decided yes");
                return true;
            });
            ReceiveAny(any => probe.Add($"rest {any}"));
        }
    }

    private sealed class Telling : ReceiveActor
    {
        public Telling(Probe probe) => Receive<string>(text => probe.Add((text, Sender)));
    }

    private sealed class Escaping : ReceiveActor
    {
        public Escaping() => ReceiveAny(_ => Sender.Tell(Task.Run(() => Record.Exception(() => Self))));
    }
}
