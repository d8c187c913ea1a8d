namespace Kamisama.Runtime.Tests;

public sealed class PropsSpecs : Spec
{
    [Fact]
    public void Arguments_choose_the_constructor()
    {
        Type type = typeof(Various);
        Tell(Props.Create<Various>(), "none");
        Tell(Props.Create<Various>(1, "a"), "1 a");
        Tell(Props.Create(type), "none");
        Tell(Props.Create(type, "b", 2), "b 2");
        Tell(Props.Create(() => new Various(3, "c")), "3 c");
    }

    [Fact]
    public void Each_incarnation_gets_the_same_arguments()
    {
        IActorRef actor = System.ActorOf(Props.Create<Various>(1, "a"));
        actor.Tell(new FormatException("planned"), null);
        actor.Tell(Probe, null);
        Probe.Expect("1 a");
    }

    [Fact]
    public void Arguments_that_fit_no_constructor_fail_the_creation()
    {
        var decisions = new Probe();
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Stop, decisions) });
        In(parent, context => context.ActorOf(Props.Create<Various>(1.5)));
        decisions.Next<ActorInitializationException>();
    }

    [Fact]
    public void A_type_that_is_no_actor_is_refused_at_once() => Assert.Throws<ArgumentException>(() => Props.Create(typeof(string)));

    [Fact]
    public void A_strategy_in_the_props_overrides_the_actors_own()
    {
        var decisions = new Probe();
        Props props = Puppet.Props(Probe, new Strings { Hooks = false, Strategy = Always(Directive.Stop) })
            .WithSupervisorStrategy(Always(Directive.Resume, decisions));
        IActorRef child = ChildOf(System.ActorOf(props), Probe);
        child.Tell(new FormatException("planned"), null);
        decisions.Next<FormatException>();
        child.Tell("lives", null);
        Probe.Expect("lives");
    }

    [Fact]
    public void A_class_with_a_constructor_without_parameters_needs_no_props()
    {
        System.ActorOf<Various>("simple").Tell(Probe, null);
        Probe.Expect("none");
    }

    [Fact]
    public void Props_tell_the_type_and_the_strategy()
    {
        SupervisorStrategy strategy = Always(Directive.Stop);
        Props props = Props.Create<Various>(strategy);
        Assert.Equal(typeof(Various), props.Type);
        Assert.Same(strategy, props.SupervisorStrategy);
        Assert.Null(Props.Create<Various>().SupervisorStrategy);
    }

    private void Tell(Props props, string expected)
    {
        System.ActorOf(props).Tell(Probe, null);
        Probe.Expect(expected);
    }

    public sealed class Various : UntypedActor
    {
        private readonly string _made;

        public Various() => _made = "none";

        public Various(int number, string text) => _made = $"{number} {text}";

        public Various(string text, int number) => _made = $"{text} {number}";

        protected override void OnReceive(object message)
        {
            if (message is Exception failure)
            {
                throw failure;
            }

            ((Probe)message).Add(_made);
        }
    }
}
